-- expect: runtime|limit; unpacks an absurd range
return { hook = function(case)
  return select('#', unpack({}, -2 ^ 53, 2 ^ 53))
end }
