-- expect: runtime; concatenates nil
return { hook = function(case)
  local a
  return 'x' .. a
end }
