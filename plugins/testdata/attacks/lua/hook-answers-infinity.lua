-- Answers with more than there are numbers.
-- at: decide
-- want: inf is not an integer within 2^53
return innocent(function(t)
  return set { priority = 1e300 * 1e300 }
end)
