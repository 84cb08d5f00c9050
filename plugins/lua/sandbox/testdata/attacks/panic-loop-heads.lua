-- expect: ok = 1 2 1 2 1 2 1 2 1 2 false false false false e e e e 1 2 1 2 4 5 20 10 call; begins loops with what compiles to a jump
return { hook = function(case)
  local out, t = {}, { a = 1, b = 2 }
  local function add(x) out[#out + 1] = tostring(x) end
  for i = 1, 2 do for k in pairs(t) do break end add(i) end
  for i = 1, 2 do while true do break end add(i) end
  for i = 1, 2 do repeat break until false add(i) end
  for i = 1, 2 do while false do end add(i) end
  for i = 1, 2 do while nil or false do end add(i) end
  for i = 1, 2 do for k in pairs(t) do local x = false and k add(x) end end
  for i = 1, 2 do for k in pairs(t) do if false then add(k) elseif true then add('e') end end end
  for i = 1, 2 do for k in pairs(t) do do break end end add(i) end
  for i = 1, 2 do repeat local x = nil and i until true add(i) end
  local n = 0
  while true do while true do n = n + 1 if n > 3 then break end end if n > 5 then break end add(n) end
  while (false or n < 20) and true do n = n + 1 end
  add(n)
  while not (n <= 10) do n = n - 1 end
  add(n)
  repeat if true then break end until false
  for k in pairs(t) do (false or add)('call') break end
  return table.concat(out, ' ')
end }
