-- expect: runtime; returns a list that is also a map
return { hook = function(case)
  return { 1, x = 2 }
end }
