-- A number written with a million places.
-- at: decide
-- want: invalid format (width or precision too long)
return innocent(function(t)
  return set { priority = string.format('%999999d', 1) }
end)
