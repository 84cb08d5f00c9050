-- expect: steps; formats a value with an endless __tostring
return { hook = function(case)
  return string.format("%s", setmetatable({}, { __tostring = function() while true do end end }))
end }
