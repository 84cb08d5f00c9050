-- expect: steps; concatenates with an endless __concat
return { hook = function(case)
  return "x" .. setmetatable({}, { __concat = function() while true do end end })
end }
