-- expect: memory; keeps long strings
return { hook = function(case)
  local t = {}
  for i = 1, 1e9 do t[i] = string.rep("x", 1000) .. i end
end }
