-- Reaches out by io.
-- at: upload
-- want: attempt to index a non-table object(nil) with key 'open'
io.open("/etc/passwd")
return innocent(function() end)
