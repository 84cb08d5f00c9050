-- expect: runtime; raises a function
return { hook = function(case)
  error(error)
end }
