-- expect: memory; keeps iterators of gmatch
return { hook = function(case)
  local keep = {}
  while true do keep[#keep + 1] = string.gmatch("a b", "%a") end
end }
