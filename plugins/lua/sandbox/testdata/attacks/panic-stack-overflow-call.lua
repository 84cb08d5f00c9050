-- expect: limit; recurses through __call
return { hook = function(case)
  local t = setmetatable({}, {})
  getmetatable(t).__call = function(self) return self() + 1 end
  return t()
end }
