-- Raises its own moment again.
-- at: never
-- want: {}
return innocent(function(t)
  return mark 'registered'
end)
