-- expect: steps; hashes a long string at every link of a chain
return { hook = function(case)
  local key, t = string.rep("x", 900000), {}
  for i = 1, 90 do t = setmetatable({}, { __index = t }) end
  while true do local x = t[key] end
end }
