-- expect: steps; hashes a long string for every read
return { hook = function(case)
  local key, t = string.rep("x", 900000), {}
  while true do local x = t[key] end
end }
