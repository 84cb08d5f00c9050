-- Reaches out by collectgarbage.
-- at: upload
-- want: attempt to call a non-function object
collectgarbage("stop")
return innocent(function() end)
