-- expect: runtime; calls a method of nil
return { hook = function(case)
  local t
  return t:x()
end }
