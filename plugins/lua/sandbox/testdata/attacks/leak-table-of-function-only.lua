-- expect: runtime; changes a table only reachable through another hook
local shared = {}
local function write() shared.x = 1 end
return { hook = function() return write() end, other = function() return shared.x end }
