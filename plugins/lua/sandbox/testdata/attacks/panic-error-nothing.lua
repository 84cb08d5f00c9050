-- expect: runtime; raises nothing
return { hook = function(case)
  error()
end }
