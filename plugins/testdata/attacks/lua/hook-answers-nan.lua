-- Answers with what is no number.
-- at: decide
-- want: nan is not an integer within 2^53
return innocent(function(t)
  return set { priority = 0 / 0 }
end)
