-- An error without anything.
-- at: decide
-- want: error object is a nil
return innocent(function(t)
  error(nil)
end)
