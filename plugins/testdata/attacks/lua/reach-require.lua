-- Reaches out by require.
-- at: upload
-- want: attempt to call a non-function object
require("os")
return innocent(function() end)
