-- expect: ok = 0.1 0.33333333333333 1000000000000000 1e+16 9007199254740992 9.2233720368548e+18 1e+100 inf -inf nan 0 4.9406564584125e-324 123456.5; prints numbers of every size
return { hook = function()
  local out = {}
  local list = { 0.1, 1 / 3, 1e15, 1e16, 2 ^ 53, 2 ^ 63, 1e100, 1e308 * 10, -1e308 * 10, 0 / 0, -0, 5e-324, 123456.5 }
  for _, n in ipairs(list) do out[#out + 1] = tostring(n) end
  return table.concat(out, ' ')
end }
