-- expect: memory; makes closures
return { hook = function(case)
  local keep = {}
  for i = 1, 1e9 do keep[i] = function() return i end end
end }
