-- expect: runtime; advances a traversal made while loading
local step, t = pairs({ a = 1, b = 2 })
return { hook = function() return (step(t)) end }
