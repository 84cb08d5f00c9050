-- expect: runtime; removes from such a table
local state = { 1, 2, 3 }
return { hook = function() table.remove(state) return #state end }
