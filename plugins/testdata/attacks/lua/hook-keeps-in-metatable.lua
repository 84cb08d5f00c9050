-- Counts its calls behind a metatable.
-- at: decide
-- want: attempt to change a read-only table (field 'n')
local store = {}
local box = setmetatable({}, { __newindex = store, __index = store })
return innocent(function(t)
  box.n = (box.n or 0) + 1
  return set { priority = 'p' .. box.n }
end)
