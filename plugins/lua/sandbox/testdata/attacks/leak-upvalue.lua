-- expect: forbidden; counts in a captured variable
local count = 0
return { hook = function() count = count + 1 return count end }
