-- expect: runtime; returns text that is not UTF-8
return { hook = function(case)
  return '\255'
end }
