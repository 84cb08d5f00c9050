-- expect: runtime; indexes nil
return { hook = function(case)
  local t
  return t.x.y
end }
