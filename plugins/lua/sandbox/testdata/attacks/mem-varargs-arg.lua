-- expect: memory|steps; calls vararg functions that do not use their arguments, each with a hidden table
return { hook = function(case)
  local t, keep = {}, {}
  for i = 1, 200 do t[i] = i end
  local function f(...) keep[#keep + 1] = 1 return keep end
  while true do f(unpack(t)) end
end }
