-- expect: steps|memory; starts a traversal of the case again and again
return { hook = function(case)
  while true do next(case) end
end }
