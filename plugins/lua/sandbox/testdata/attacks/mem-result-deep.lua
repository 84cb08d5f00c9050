-- expect: limit; returns a deeply nested table
return { hook = function(case)
  local t = {}
  for i = 1, 1000 do t = { t } end
  return t
end }
