-- expect: runtime; adds a field to a table made while loading
local state = {}
return { hook = function(case) state[case.body] = 1 end }
