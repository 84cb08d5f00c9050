-- A text repeated a thousand million times.
-- at: decide
-- want: bytes of memory
return innocent(function(t)
  return set { priority = string.rep('x', 1000000000) }
end)
