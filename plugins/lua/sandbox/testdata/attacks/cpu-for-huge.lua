-- expect: steps; counts to 1e308
return { hook = function(case)
  for i = 1, 1e308 do end
end }
