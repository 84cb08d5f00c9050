-- expect: limit; chains fields
local t = {}
return t@60000{.x}@
