-- A table that stands in itself forty times over, two at a time.
-- at: upload
-- want: nested deeper than 32 levels
local e = { 1 }
for i = 1, 40 do e = { e, e } end
return { id = "x", clauses = e }
