-- expect: memory; catches the exhaustion and goes on
return { hook = function(case)
  local keep = {}
  while true do
    pcall(function() keep[#keep + 1] = string.rep("x", 100000) end)
  end
end }
