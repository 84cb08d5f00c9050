-- expect: ok = 0; assigns nil far outside of a list, which must cost nothing
return { hook = function(case)
  local t = {}
  t[60000000] = nil
  return #t
end }
