-- expect: steps|memory; looks for balanced parentheses from every place
return { hook = function(case)
  local s = string.rep("(", 50000)
  return string.find(s, "%b()")
end }
