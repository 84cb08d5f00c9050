-- expect: runtime; writes to a part of the case
return { hook = function(case)
  case.list[1] = 'evil'
end }
