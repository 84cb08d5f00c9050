-- expect: memory; repeats so often that the length overflows
return { hook = function(case)
  return #string.rep(string.rep("x", 1000), 2 ^ 53)
end }
