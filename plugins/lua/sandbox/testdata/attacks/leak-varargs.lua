-- expect: ok = table; keeps arguments in a closure that ends with the call
return { hook = function(...)
  local args = { ... }
  local function first() return args[1] end
  return type(first())
end }
