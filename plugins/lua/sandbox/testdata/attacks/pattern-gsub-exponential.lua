-- expect: steps; replaces with such a pattern
return { hook = function(case)
  return (string.gsub(string.rep("a", 60), "(a*)(a*)(a*)(a*)(a*)(a*)(a*)b", "%1"))
end }
