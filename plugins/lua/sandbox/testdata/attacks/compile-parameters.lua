-- expect: limit; declares too many parameters
return function(a@300{, p%d}@) end
