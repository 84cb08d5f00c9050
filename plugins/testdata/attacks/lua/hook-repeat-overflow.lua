-- A text whose length does not fit a number.
-- at: decide
-- want: the script used up its 4194304 bytes of memory
return innocent(function(t)
  return set { priority = string.rep('xxxxxxxx', 2 ^ 60) }
end)
