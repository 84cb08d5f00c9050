-- expect: runtime; uses a pattern longer than allowed
return { hook = function(case)
  return string.find("x", string.rep("a?", 50000))
end }
