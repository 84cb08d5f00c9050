-- expect: runtime; lets the compiler lose a jump in front of a constructor, so that it stores into another table
local state = { n = 0 }
return { hook = function()
  local s = state
  for i = 1, 3 do
    for k in pairs({ a = 1 }) do break end
    local t = { n = i }
  end
  s.n = 1
end }
