-- expect: runtime|memory|limit; asks for many wide fields
return { hook = function(case)
  return #string.format(string.rep("%99d", 50000), 1)
end }
