-- expect: steps|memory; starts pairs over the case again and again
return { hook = function(case)
  while true do pairs(case) end
end }
