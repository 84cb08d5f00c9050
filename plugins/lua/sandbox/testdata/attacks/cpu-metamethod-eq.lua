-- expect: steps; compares tables with a slow __eq
return { hook = function(case)
  local mt = { __eq = function() for i = 1, 1e9 do end end }
  return setmetatable({}, mt) == setmetatable({}, mt)
end }
