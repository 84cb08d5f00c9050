-- expect: ok = 1; assigns a parenthesised call to a parameter
return { hook = function(s)
  s = (tostring(1))
  return s
end }
