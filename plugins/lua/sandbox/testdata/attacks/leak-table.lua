-- expect: runtime; counts in a table made while loading
local state = { n = 0 }
return { hook = function() state.n = state.n + 1 return state.n end }
