-- expect: runtime; inserts at the front of such a table
local state = { 1, 2 }
return { hook = function() table.insert(state, 1, 0) return #state end }
