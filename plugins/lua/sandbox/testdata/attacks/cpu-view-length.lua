-- expect: steps|memory; asks for the number of keys of the case, which are sorted each time
return { hook = function(case)
  while true do local n = #case end
end }
