-- expect: steps; takes a length with an endless __len
return { hook = function(case)
  return #setmetatable({}, { __len = function() while true do end end })
end }
