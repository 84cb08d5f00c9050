-- expect: memory|steps; keeps iterators over a large table
return { hook = function(case)
  local t, keep = {}, {}
  for i = 1, 1000 do t[-i] = i end
  while true do keep[#keep + 1] = pairs(t) end
end }
