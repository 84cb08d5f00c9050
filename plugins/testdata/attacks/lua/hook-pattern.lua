-- A pattern that tries all ways.
-- at: decide
-- want: the script used up its 200000 steps
return innocent(function(t)
  return string.find(string.rep('a', 5000), string.rep('.-', 30) .. 'b')
end)
