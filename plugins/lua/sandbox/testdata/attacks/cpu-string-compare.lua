-- expect: steps; compares long equal strings
return { hook = function(case)
  local a = string.rep("x", 500000)
  local b = string.rep("x", 500000)
  while true do local x = a == b end
end }
