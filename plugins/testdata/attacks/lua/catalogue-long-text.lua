-- Texts of many megabytes.
-- at: upload
-- want: bytes of memory
local all = { id = "many" }
for i = 1, 1000 do all[i] = string.rep("x", 1000000) end
return all
