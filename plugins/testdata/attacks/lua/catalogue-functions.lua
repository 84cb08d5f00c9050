-- Functions where texts belong.
-- at: upload
-- want: want named values, not the number 0
return { id = "x", lang = function() end, clauses = { function() end } }
