-- expect: runtime; changes a global table
state = { n = 0 }
return { hook = function() state.n = 1 end }
