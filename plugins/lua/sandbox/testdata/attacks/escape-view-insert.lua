-- expect: runtime; inserts into a list of the case
return { hook = function(case)
  table.insert(case.list, 1)
end }
