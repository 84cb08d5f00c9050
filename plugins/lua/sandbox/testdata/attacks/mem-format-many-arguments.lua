-- expect: memory; formats long strings again and again
return { hook = function(case)
  local s = string.rep("x", 10000)
  local keep = {}
  while true do keep[#keep + 1] = string.format("%s%s%s%s", s, s, s, s) end
end }
