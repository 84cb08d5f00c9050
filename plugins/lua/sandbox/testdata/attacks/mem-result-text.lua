-- expect: limit; returns the same long text many times
return { hook = function(case)
  local s, t = string.rep("x", 1000000), {}
  for i = 1, 10 do t[i] = s end
  return t
end }
