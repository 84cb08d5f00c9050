-- expect: steps; catches the exhaustion of a match
return { hook = function(case)
  while true do pcall(string.find, string.rep("a", 60), "a*a*a*a*a*a*a*a*a*a*a*a*a*a*b") end
end }
