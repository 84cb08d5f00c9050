-- expect: limit; chains methods
local f = {}
return f@30000{:x()}@
