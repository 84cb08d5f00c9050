-- expect: steps; adds with an endless __add
return { hook = function(case)
  return 1 + setmetatable({}, { __add = function() while true do end end })
end }
