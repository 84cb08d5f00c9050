-- Answers with a fraction.
-- at: decide
-- want: 0.5 is not an integer within 2^53
return innocent(function(t)
  return set { priority = 0.5 }
end)
