-- expect: runtime; adds nil
return { hook = function(case)
  local a
  return 1 + a
end }
