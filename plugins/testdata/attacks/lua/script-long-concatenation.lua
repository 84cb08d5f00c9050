-- A chain of a hundred thousand concatenations.
-- at: upload
-- want: an expression has more than 200 operators
local s = "x" @20000{.. "x" }@
return innocent(function() end)
