-- expect: ok = b; stops a traversal half-way in each call
local t = { a = 1, b = 2, c = 3 }
return { hook = function()
  local k = next(t)
  k = next(t, k)
  return k
end }
