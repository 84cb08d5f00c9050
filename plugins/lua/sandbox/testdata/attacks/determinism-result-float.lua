-- expect: runtime; returns a fraction
return { hook = function(case)
  return { a = { b = 1 / 3 } }
end }
