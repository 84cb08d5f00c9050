-- expect: steps; reads through a chain of a hundred __index tables again and again
return { hook = function(case)
  local t = {}
  for i = 1, 99 do t = setmetatable({}, { __index = t }) end
  while true do local x = t.missing end
end }
