-- expect: runtime; uses the case as a metatable
return { hook = function(case)
  return setmetatable({}, case)
end }
