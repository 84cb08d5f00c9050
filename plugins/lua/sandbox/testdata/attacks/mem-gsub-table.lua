-- expect: memory|limit; replaces from a table of long strings
return { hook = function(case)
  return #string.gsub(string.rep("x", 10000), ".", { x = string.rep("y", 10000) })
end }
