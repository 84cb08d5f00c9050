-- expect: runtime; compares a number with a text
return { hook = function(case)
  local a, b = 1, 'x'
  return a < b
end }
