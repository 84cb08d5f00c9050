-- As many members as there can be that the catalogue does not know.
-- at: upload
-- want: unknown here
local all = { id = "many" }
for i = 1, 40000 do all["m" .. i] = 1 end
return all
