-- Reaches out by string-dump.
-- at: upload
-- want: attempt to call a non-function object
string.dump(function() end)
return innocent(function() end)
