-- expect: memory; reverses long strings
return { hook = function(case)
  local s, keep = string.rep("x", 100000), {}
  while true do keep[#keep + 1] = string.reverse(s) end
end }
