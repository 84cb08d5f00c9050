-- expect: runtime; uses nil as a key
return { hook = function(case)
  local t = {}
  t[nil] = 1
end }
