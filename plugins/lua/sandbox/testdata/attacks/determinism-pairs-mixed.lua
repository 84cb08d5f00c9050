-- expect: ok = 1 2 -1 1.5 x false true table function; lists keys of every kind
return { hook = function()
  local t = { 10, 20, x = 1, [true] = 1, [false] = 1, [-1] = 1, [1.5] = 1, [{}] = 1, [type] = 1 }
  local out = {}
  for k, v in pairs(t) do out[#out + 1] = tostring(k) end
  return table.concat(out, ' ')
end }
