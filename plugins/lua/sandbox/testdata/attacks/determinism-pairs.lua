-- expect: ok; lists keys in the order of the table
return { hook = function()
  local t = {}
  for i = 1, 100 do t['k' .. (i * 7919) % 1000] = i end
  local out = {}
  for k in pairs(t) do out[#out + 1] = k end
  return table.concat(out, ' ')
end }
