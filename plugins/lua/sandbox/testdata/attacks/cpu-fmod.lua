-- expect: steps; the same through math.fmod
return { hook = function(case)
  local a, b = 1.7e308, 5e-324
  while true do local x = math.fmod(a, b) end
end }
