-- Gives way in the middle.
-- at: decide
-- want: attempt to index a non-table object(nil) with key 'yield'
return innocent(function(t)
  coroutine.yield(1)
end)
