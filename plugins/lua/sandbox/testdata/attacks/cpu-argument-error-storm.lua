-- expect: steps; raises argument errors, which look up names
return { hook = function(case)
  while true do pcall(string.rep) end
end }
