-- expect: runtime; returns a new function
return { hook = function(case)
  return function() end
end }
