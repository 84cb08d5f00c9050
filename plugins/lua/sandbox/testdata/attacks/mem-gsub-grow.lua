-- expect: memory|limit; replaces every character by a long string
return { hook = function(case)
  return #string.gsub(string.rep("x", 10000), ".", string.rep("y", 10000))
end }
