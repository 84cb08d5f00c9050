-- A catalogue that holds itself.
-- at: upload
-- want: the table contains itself
local e = { id = "x" }
e.clauses = { e }
return e
