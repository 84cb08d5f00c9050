-- expect: steps; searches a long text for what is not there
return { hook = function(case)
  local s = string.rep("a", 900000)
  while true do s:find("b", 1, true) end
end }
