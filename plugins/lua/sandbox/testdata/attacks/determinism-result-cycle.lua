-- expect: runtime; returns a table that contains itself
return { hook = function(case)
  local t = {}
  t.t = { t }
  return t
end }
