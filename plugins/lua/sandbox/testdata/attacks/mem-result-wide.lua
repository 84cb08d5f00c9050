-- expect: limit; returns a list of a hundred thousand items
return { hook = function(case)
  local t = {}
  for i = 1, 60000 do t[i] = true end
  return t
end }
