-- expect: limit; calls itself through tostring
return { hook = function(case)
  local t = setmetatable({}, { __tostring = function(self) return tostring(self) end })
  return tostring(t)
end }
