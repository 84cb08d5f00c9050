-- expect: runtime; uses the case as text
return { hook = function(case)
  return 'x' .. case
end }
