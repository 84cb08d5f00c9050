-- expect: runtime; sorts such a table
local state = { 3, 1, 2 }
return { hook = function() table.sort(state) return state[1] end }
