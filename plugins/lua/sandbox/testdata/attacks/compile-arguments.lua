-- expect: limit; passes too many arguments
local f = function() end
f(1@300{, 1}@)
