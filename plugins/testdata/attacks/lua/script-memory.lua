-- The script makes tables without end.
-- at: upload
-- want: bytes of memory
local all = {}
while true do all[#all + 1] = { #all } end
