-- expect: runtime; calls nil
return { hook = function(case)
  local f
  f()
end }
