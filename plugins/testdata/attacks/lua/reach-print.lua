-- Reaches out by print.
-- at: upload
-- want: attempt to call a non-function object
print("hello")
return innocent(function() end)
