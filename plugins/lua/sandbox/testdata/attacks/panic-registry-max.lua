-- expect: limit|runtime; passes many arguments to math.max
return { hook = function(case)
  local t = {}
  for i = 1, 2000 do t[i] = 65 end
  return math.max(unpack(t))
end }
