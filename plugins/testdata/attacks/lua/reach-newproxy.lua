-- Reaches out by newproxy.
-- at: upload
-- want: attempt to call a non-function object
newproxy(true)
return innocent(function() end)
