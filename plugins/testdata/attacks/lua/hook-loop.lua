-- Does not end.
-- at: decide
-- want: the script used up its 200000 steps
return innocent(function(t)
  while true do end
end)
