-- expect: steps; loops inside __index
return { hook = function(case)
  local t = setmetatable({}, { __index = function() while true do end end })
  return t.x
end }
