-- A script of two megabytes.
-- at: upload
-- want: more than 1048576
local s = "@2000000{x}@"
return innocent(function() end)
