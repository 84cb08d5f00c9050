-- expect: memory; lets error add a position to a long message
return { hook = function(case)
  local keep, s = {}, string.rep("x", 100000)
  while true do
    local ok, e = pcall(function() error(s) end)
    keep[#keep + 1] = e
  end
end }
