-- expect: runtime; changes a table only a closure knows
local function make()
  local n = { 0 }
  return function() n[1] = n[1] + 1 return n[1] end
end
local count = make()
return { hook = function() return count() end }
