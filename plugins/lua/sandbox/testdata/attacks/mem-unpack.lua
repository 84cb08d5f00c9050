-- expect: runtime|limit; unpacks more than the stack holds
return { hook = function(case)
  return select('#', unpack({}, 1, 1e7))
end }
