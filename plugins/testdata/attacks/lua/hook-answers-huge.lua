-- Answers with a number that is none of 53 bits.
-- at: decide
-- want: 1e+300 is not an integer within 2^53
return innocent(function(t)
  return set { priority = 1e300 }
end)
