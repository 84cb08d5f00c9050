-- expect: memory; repeats a string 1e11 times
return { hook = function(case)
  return #string.rep("x", 1e11)
end }
