-- expect: limit; recurses through __index
return { hook = function(case)
  local t = {}
  setmetatable(t, { __index = function(self, k) return self[k .. 'x'] end })
  return t.x
end }
