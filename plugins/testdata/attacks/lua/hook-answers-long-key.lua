-- An effect with a name of half a million characters, which the message would
-- repeat.
-- at: decide
-- want: is unknown here
return innocent(function(t)
  return { effect = { [string.rep('x', 500000)] = 1 } }
end)
