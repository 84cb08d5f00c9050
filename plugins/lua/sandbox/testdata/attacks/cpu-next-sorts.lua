-- expect: steps|memory; starts a traversal of a large table again and again
return { hook = function(case)
  local t = {}
  for i = 1, 5000 do t["k" .. i] = i end
  while true do next(t) end
end }
