-- expect: memory; keeps the texts of numbers
return { hook = function(case)
  local keep = {}
  for i = 1, 1e9 do keep[i] = tostring(i) end
end }
