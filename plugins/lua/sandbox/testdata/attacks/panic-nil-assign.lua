-- expect: runtime; assigns to a field of nil
return { hook = function(case)
  local t
  t.x = 1
end }
