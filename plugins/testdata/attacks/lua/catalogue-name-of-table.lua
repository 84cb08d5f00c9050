-- A name that is a table.
-- at: upload
-- want: id: want a string, not a list
return { id = { "x" } }
