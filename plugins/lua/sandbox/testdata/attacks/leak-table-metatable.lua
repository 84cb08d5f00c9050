-- expect: runtime; gives such a table a metatable
local state = {}
return { hook = function() setmetatable(state, {}) end }
