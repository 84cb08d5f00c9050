-- expect: runtime; replaces a protected metatable
return { hook = function(case)
  local t = setmetatable({}, { __metatable = 'locked' })
  setmetatable(t, nil)
end }
