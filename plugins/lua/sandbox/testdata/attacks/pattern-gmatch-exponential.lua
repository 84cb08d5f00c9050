-- expect: steps; iterates over such a pattern
return { hook = function(case)
  for w in string.gmatch(string.rep("a", 60), "a*a*a*a*a*a*a*a*a*b") do end
end }
