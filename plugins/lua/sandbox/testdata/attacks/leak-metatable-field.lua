-- expect: runtime; changes the metatable of such a table
local mt = { __index = { n = 1 } }
local state = setmetatable({}, mt)
return { hook = function() getmetatable(state).__index = { n = 2 } return state.n end }
