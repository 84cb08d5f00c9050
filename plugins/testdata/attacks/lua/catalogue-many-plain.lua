-- A hundred thousand clauses, without the words that make them.
-- at: upload
-- want: the script used up its 16777216 bytes of memory
local list = {}
for i = 1, 100000 do list[i] = { id = "c" .. i } end
return { id = "many", api = 1, lang = "en", clauses = list }
