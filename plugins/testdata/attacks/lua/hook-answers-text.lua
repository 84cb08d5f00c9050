-- Answers with a text.
-- at: decide
-- want: want named values
return innocent(function(t)
  return 'yes, please'
end)
