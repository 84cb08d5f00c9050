-- A pattern of a hundred thousand characters.
-- at: decide
-- want: the pattern is too long
return innocent(function(t)
  return string.find('x', string.rep('[a-z]?', 20000))
end)
