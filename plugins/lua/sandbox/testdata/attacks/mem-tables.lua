-- expect: memory; makes empty tables
return { hook = function(case)
  local keep = {}
  for i = 1, 1e9 do keep[i] = {} end
end }
