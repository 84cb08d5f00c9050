-- expect: limit; assigns to too many targets
local t = {}
t[1]@300{, t[%d]}@ = 1
