-- expect: runtime; calls a host function that panics
return { hook = function(case)
  return case.panic()
end }
