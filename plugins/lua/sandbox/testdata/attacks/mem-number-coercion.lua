-- expect: memory; keeps the texts of numbers made by ..
return { hook = function(case)
  local keep = {}
  for i = 1, 1e9 do keep[i] = i .. "" end
end }
