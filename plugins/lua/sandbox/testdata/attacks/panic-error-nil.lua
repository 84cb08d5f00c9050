-- expect: runtime; raises nil
return { hook = function(case)
  error(nil)
end }
