-- expect: memory; assigns far outside of a list
return { hook = function(case)
  local t = {}
  t[67000000] = 1
end }
