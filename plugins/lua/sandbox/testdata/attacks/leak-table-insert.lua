-- expect: runtime; inserts into a table made while loading
local state = {}
return { hook = function() table.insert(state, 1) return #state end }
