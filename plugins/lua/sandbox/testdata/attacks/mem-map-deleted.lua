-- expect: memory; sets and clears ever new keys, which the table never forgets
return { hook = function(case)
  local t = {}
  for i = 1, 1e9 do t[-i] = true t[-i] = nil end
end }
