-- Changes what all strings can do.
-- at: upload
-- want: attempt to index a non-table object(nil) with key '__index'
getmetatable('').__index = function() return 'mine' end
return innocent(function() end)
