-- expect: runtime; returns what is not a number
return { hook = function(case)
  return 0 / 0
end }
