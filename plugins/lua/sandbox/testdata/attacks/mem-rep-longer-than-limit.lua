-- expect: limit; repeats up to the memory budget
return { hook = function(case)
  return #string.rep("x", 2000000)
end }
