-- expect: memory; repeats a string with a method call
return { hook = function(case)
  return #("x"):rep(2 ^ 40)
end }
