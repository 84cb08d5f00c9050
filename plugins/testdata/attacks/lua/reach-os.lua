-- Reaches out by os.
-- at: upload
-- want: attempt to index a non-table object(nil) with key 'execute'
os.execute("id")
return innocent(function() end)
