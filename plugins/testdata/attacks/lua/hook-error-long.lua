-- An error of a megabyte.
-- at: decide
-- want: xxxxxxxx
return innocent(function(t)
  error(string.rep('x', 1000000))
end)
