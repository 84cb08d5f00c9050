-- Reaches out by random.
-- at: upload
-- want: attempt to call a non-function object
math.random()
return innocent(function() end)
