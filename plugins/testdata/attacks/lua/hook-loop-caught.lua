-- Catches the error that ends it, again and again.
-- at: decide
-- want: the script used up its 200000 steps
return innocent(function(t)
  while true do pcall(function() while true do end end) end
end)
