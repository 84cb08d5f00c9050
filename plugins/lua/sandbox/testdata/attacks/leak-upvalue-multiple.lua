-- expect: forbidden; assigns to a captured variable among others
local count = 0
return { hook = function() local x x, count = 1, count + 1 return count end }
