-- expect: steps|memory; joins a long list again and again
return { hook = function(case)
  local t = {}
  for i = 1, 20000 do t[i] = "" end
  while true do table.concat(t) end
end }
