-- expect: memory; makes captured and assigned variables
return { hook = function(case)
  local keep = {}
  for i = 1, 1e9 do
    local n = i
    keep[i] = function() return n end
    n = n + 1
  end
end }
