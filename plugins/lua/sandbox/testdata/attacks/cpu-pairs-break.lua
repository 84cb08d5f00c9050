-- expect: steps|memory; starts pairs over a large table again and again
return { hook = function(case)
  local t = {}
  for i = 1, 5000 do t["k" .. i] = i end
  while true do for k in pairs(t) do break end end
end }
