-- A hundred thousand clauses.
-- at: upload
-- want: the script used up its 16777216 bytes of memory
local parts = { api = 1, lang = "en", languages = { "en" } }
for i = 1, 100000 do parts[i] = clause("c" .. i)("x") end
return regulation "many" (parts)
