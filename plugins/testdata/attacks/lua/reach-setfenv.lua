-- Reaches out by setfenv.
-- at: upload
-- want: attempt to call a non-function object
setfenv(1, {})
return innocent(function() end)
