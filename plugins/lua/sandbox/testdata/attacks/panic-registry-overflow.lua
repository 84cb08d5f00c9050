-- expect: limit|runtime; has more values in flight than the stack holds
return { hook = function(case)
  local t = {}
  for i = 1, 900 do t[i] = i end
  local function f(...) return select('#', f(...), ...) end
  return f(unpack(t))
end }
