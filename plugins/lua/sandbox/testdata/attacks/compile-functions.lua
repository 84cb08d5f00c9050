-- expect: limit; defines very many functions
@20000{local f = function() end
}@
