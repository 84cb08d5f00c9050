-- Reaches out by loadstring.
-- at: upload
-- want: attempt to call a non-function object
loadstring("return 1")()
return innocent(function() end)
