-- expect: runtime; asks for a million digits
return { hook = function(case)
  return #string.format("%.999999f", 1)
end }
