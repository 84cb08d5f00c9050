-- expect: limit; returns a deeply nested catalogue
local t = {}
for i = 1, 10000 do t = { t } end
return t
