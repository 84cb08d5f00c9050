-- Changes a library function.
-- at: upload
-- want: attempt to change a read-only table (field 'format')
string.format = function() return 'mine' end
return innocent(function() end)
