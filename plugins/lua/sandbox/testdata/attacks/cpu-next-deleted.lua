-- expect: steps|memory; traverses a table of deleted keys
return { hook = function(case)
  local t = {}
  for i = 1, 5000 do t["k" .. i] = i t["k" .. i] = nil end
  while true do next(t) end
end }
