-- Reaches out by dofile.
-- at: upload
-- want: attempt to call a non-function object
dofile("/etc/passwd")
return innocent(function() end)
