-- expect: memory|steps; compiles long patterns
return { hook = function(case)
  local p = string.rep("[a-z]", 800)
  while true do string.find("x", p) end
end }
