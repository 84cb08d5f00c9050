-- expect: runtime; opens more captures than allowed
return { hook = function(case)
  return string.find("x", string.rep("(", 50) .. string.rep(")", 50))
end }
