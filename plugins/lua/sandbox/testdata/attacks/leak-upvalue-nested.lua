-- expect: forbidden; counts in a variable of a function that ran while loading
local function counter()
  local n = 0
  return function() n = n + 1 return n end
end
local next_number = counter()
return { hook = function() return next_number() end }
