-- Counts very far.
-- at: decide
-- want: the script used up its 200000 steps
return innocent(function(t)
  for i = 1, 1e300 do end
end)
