-- expect: memory|limit; joins long strings
return { hook = function(case)
  local t, s = {}, string.rep("x", 10000)
  for i = 1, 1000 do t[i] = s end
  return #table.concat(t)
end }
