-- expect: runtime; calls a host function that fails
return { hook = function(case)
  return case.fail()
end }
