-- expect: steps; sorts with a slow __lt
return { hook = function(case)
  local mt = { __lt = function() for i = 1, 1e9 do end end }
  table.sort({ setmetatable({}, mt), setmetatable({}, mt) })
end }
