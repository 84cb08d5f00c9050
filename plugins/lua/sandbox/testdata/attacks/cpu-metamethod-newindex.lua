-- expect: steps; assigns with an endless __newindex
return { hook = function(case)
  setmetatable({}, { __newindex = function() while true do end end }).x = 1
end }
