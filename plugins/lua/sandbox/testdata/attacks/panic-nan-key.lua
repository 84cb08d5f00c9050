-- expect: runtime; uses NaN as a key
return { hook = function(case)
  local t = {}
  t[0 / 0] = 1
end }
