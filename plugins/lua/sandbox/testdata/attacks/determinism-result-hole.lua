-- expect: runtime; returns a list with a hole
return { hook = function(case)
  return { 1, nil, 3 }
end }
