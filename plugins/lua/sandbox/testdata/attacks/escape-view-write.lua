-- expect: runtime; writes to the case
return { hook = function(case)
  case.body = 'evil'
end }
