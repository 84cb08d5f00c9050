-- expect: limit; adds in one long chain
local x = 1
return x@60000{ + x}@
