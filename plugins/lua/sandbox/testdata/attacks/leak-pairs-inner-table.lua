-- expect: runtime; reaches a table only a traversal holds
local step = pairs({ a = { n = 0 }, b = 1 })
return { hook = function() local k, v = step() v.n = v.n + 1 return v.n end }
