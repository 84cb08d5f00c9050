-- expect: steps; compares long captures at every place
return { hook = function(case)
  local s = string.rep("a", 20000)
  return string.find(s, "(a+)b%1")
end }
