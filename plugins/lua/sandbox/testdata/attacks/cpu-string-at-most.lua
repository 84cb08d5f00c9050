-- expect: steps; orders long equal strings with <=
return { hook = function(case)
  local a = string.rep("x", 500000)
  local b = string.rep("x", 500000)
  while true do local x = a <= b end
end }
