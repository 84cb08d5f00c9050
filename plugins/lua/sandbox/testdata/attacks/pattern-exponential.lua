-- expect: steps; matches a pattern that backtracks exponentially
return { hook = function(case)
  return string.find(string.rep("a", 60), "a*a*a*a*a*a*a*a*a*a*a*a*a*a*b")
end }
