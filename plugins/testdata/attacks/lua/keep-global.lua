-- A hook that counts its calls in a global.
-- at: upload
-- want: a function may not assign to the global variable 'count'
count = 0
return innocent(function(t) count = count + 1 return set { priority = 'p' .. count } end)
