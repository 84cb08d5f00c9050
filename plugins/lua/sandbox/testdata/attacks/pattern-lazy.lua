-- expect: steps; matches nested lazy repetitions
return { hook = function(case)
  return string.match(string.rep("a", 300), ".-.-.-.-.-.-.-b")
end }
