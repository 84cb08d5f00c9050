-- expect: steps; parses a long string again and again
return { hook = function(case)
  local s = string.rep("9", 900000)
  while true do tonumber(s) end
end }
