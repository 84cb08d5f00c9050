-- expect: runtime; changes a table that is a key
local key = {}
local state = { [key] = 1 }
return { hook = function() for k in pairs(state) do k.x = 1 end end }
