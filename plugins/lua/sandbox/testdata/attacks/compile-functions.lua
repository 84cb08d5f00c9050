-- expect: limit; defines very many functions
local f
@20000{f = function() end
}@