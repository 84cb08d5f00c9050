-- expect: ok = 200; sorts with a comparison that contradicts itself
return { hook = function(case)
  local t = {}
  for i = 1, 200 do t[i] = (i * 7919) % 200 end
  table.sort(t, function(a, b) return true end)
  return #t
end }
