-- expect: limit|runtime; passes many arguments to string.char
return { hook = function(case)
  local t = {}
  for i = 1, 2000 do t[i] = 65 end
  return string.char(unpack(t))
end }
