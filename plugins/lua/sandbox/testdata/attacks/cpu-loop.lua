-- expect: steps; loops for ever
return { hook = function(case)
  while true do end
end }
