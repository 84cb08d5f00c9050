-- Answers with an effect that there is not.
-- at: decide
-- want: "grant" is unknown here
return innocent(function(t)
  return { effect = { grant = 'admin' } }
end)
