-- expect: memory|steps; sorts a long list again and again
return { hook = function(case)
  local t = {}
  for i = 1, 20000 do t[i] = i end
  while true do table.sort(t) end
end }
