-- expect: steps; counts by zero
return { hook = function(case)
  for i = 2, 1, 0 do end
end }
