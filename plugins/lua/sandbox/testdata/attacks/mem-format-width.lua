-- expect: runtime; asks for a field a million wide
return { hook = function(case)
  return #string.format("%999999d", 1)
end }
