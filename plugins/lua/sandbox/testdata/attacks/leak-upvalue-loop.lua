-- expect: forbidden; assigns to a captured loop variable
local hooks = {}
for i = 1, 2 do hooks[i] = function() i = i + 1 return i end end
return { hook = hooks[1] }
