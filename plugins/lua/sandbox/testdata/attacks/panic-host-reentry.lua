-- expect: runtime; calls a host function that calls the state again
return { hook = function(case)
  return case.reenter()
end }
