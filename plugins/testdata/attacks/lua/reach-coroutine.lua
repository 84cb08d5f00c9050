-- Reaches out by coroutine.
-- at: upload
-- want: attempt to index a non-table object(nil) with key 'create'
coroutine.create(function() end)
return innocent(function() end)
