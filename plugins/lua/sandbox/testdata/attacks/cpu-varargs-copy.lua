-- expect: steps; copies many arguments with every call
return { hook = function(case)
  local t = {}
  for i = 1, 250 do t[i] = i end
  local function f(...) return select('#', ...) end
  while true do f(unpack(t)) end
end }
