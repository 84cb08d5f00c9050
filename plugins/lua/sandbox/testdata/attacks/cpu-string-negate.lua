-- expect: steps; negates a long string
return { hook = function(case)
  local s = string.rep("1", 900000)
  while true do pcall(function() return -s end) end
end }
