-- expect: runtime; uses nil as a key in a constructor
return { hook = function(case)
  local k
  return { [k] = 1 }
end }
