-- expect: runtime; sorts a list of the case
return { hook = function(case)
  table.sort(case.list)
end }
