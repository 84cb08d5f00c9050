-- expect: limit; chains calls
local f = function() end
return f@60000{()}@
