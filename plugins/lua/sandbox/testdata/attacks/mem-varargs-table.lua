-- expect: memory|steps; copies arguments into tables
return { hook = function(case)
  local t, keep = {}, {}
  for i = 1, 200 do t[i] = i end
  local function f(...) keep[#keep + 1] = { ... } end
  while true do f(unpack(t)) end
end }
