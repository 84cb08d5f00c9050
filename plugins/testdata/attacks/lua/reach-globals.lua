-- The table of globals, to change what others see.
-- at: upload
-- want: attempt to index a non-table object(nil) with key 'tostring'
_G.tostring = function() return 'mine' end
return innocent(function() end)
