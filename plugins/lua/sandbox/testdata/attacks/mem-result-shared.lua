-- expect: limit; returns a tree that doubles at each level from few tables
return { hook = function(case)
  local t = "x"
  for i = 1, 30 do t = { t, t } end
  return t
end }
