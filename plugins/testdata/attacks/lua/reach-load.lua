-- Reaches out by load.
-- at: upload
-- want: attempt to call a non-function object
load("return 1")()
return innocent(function() end)
