-- expect: steps; matches a? many times
return { hook = function(case)
  return string.find(string.rep("a", 40), string.rep("a?", 40) .. string.rep("a", 41) .. "b?c")
end }
