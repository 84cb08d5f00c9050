-- expect: memory|limit; replaces by what a function makes
return { hook = function(case)
  local y = string.rep("y", 10000)
  return #string.gsub(string.rep("x", 10000), ".", function() return y end)
end }
