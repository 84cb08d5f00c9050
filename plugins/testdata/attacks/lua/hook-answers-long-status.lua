-- A status with a name of half a million characters, which the message would
-- repeat.
-- at: decide
-- want: there is no status
return innocent(function(t)
  return move(string.rep('x', 500000))
end)
