-- A hook that counts its calls in a variable of the script.
-- at: upload
-- want: a function may not assign to 'count', which is declared outside of it
local count = 0
return innocent(function(t) count = count + 1 return set { priority = 'p' .. count } end)
