-- expect: limit|runtime|steps|memory; overflows the stack again and again
return { hook = function(case)
  local t = {}
  for i = 1, 2000 do t[i] = 65 end
  while true do pcall(function() return unpack(t) end) end
end }
