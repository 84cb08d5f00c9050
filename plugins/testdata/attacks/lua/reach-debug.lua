-- Reaches out by debug.
-- at: upload
-- want: attempt to index a non-table object(nil) with key 'getregistry'
debug.getregistry()
return innocent(function() end)
