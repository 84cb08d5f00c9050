-- Answers with the case itself.
-- at: decide
-- want: "channel" is unknown here
return innocent(function(t)
  return t
end)
