-- expect: runtime; takes the length of nil
return { hook = function(case)
  local a
  return #a
end }
