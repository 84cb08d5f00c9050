-- expect: runtime; changes a table that __newindex names
local inner = {}
return { hook = function() local t = setmetatable({}, { __newindex = inner }) t.x = 1 end }
