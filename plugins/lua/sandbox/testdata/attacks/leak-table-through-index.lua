-- expect: runtime; changes a table found through a metatable
local inner = { n = 0 }
local state = setmetatable({}, { __index = function(_, k) return inner end })
return { hook = function() state.x.n = 1 end }
