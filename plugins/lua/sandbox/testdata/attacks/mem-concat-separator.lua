-- expect: memory|limit; joins with a long separator
return { hook = function(case)
  local t = {}
  for i = 1, 10000 do t[i] = "" end
  return #table.concat(t, string.rep("x", 10000))
end }
