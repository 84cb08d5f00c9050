-- expect: steps; calls a table whose __call loops
return { hook = function(case)
  setmetatable({}, { __call = function() while true do end end })()
end }
