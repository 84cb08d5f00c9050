-- expect: limit; chains a condition
local x = 1
return x@60000{ and x}@
