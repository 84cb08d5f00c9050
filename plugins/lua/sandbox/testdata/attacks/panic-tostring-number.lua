-- expect: runtime; returns a table from __tostring
return { hook = function(case)
  return tostring(setmetatable({}, { __tostring = function() return {} end }))
end }
