-- expect: runtime; ends with a huge message
return { hook = function(case)
  error(string.rep("x", 900000))
end }
