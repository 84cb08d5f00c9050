-- expect: memory; computes a far index in a constructor
return { hook = function(case)
  local n = 60000000
  local t = { [n + 7] = 1 }
end }
