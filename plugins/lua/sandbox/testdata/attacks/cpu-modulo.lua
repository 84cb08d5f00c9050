-- expect: steps; divides the largest number by the smallest, two thousand rounds each
return { hook = function(case)
  local a, b = 1.7e308, 5e-324
  while true do local x = a % b end
end }
