-- expect: ok; lists keys with next
return { hook = function()
  local t, out = {}, {}
  for i = 1, 50 do t['k' .. (i * 7919) % 1000] = i end
  local k = next(t)
  while k do out[#out + 1] = k k = next(t, k) end
  return table.concat(out, ' ')
end }
