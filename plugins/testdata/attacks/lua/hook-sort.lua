-- A comparison that is never the same.
-- at: decide
-- want: the script used up its 200000 steps
return innocent(function(t)
  local all, n = {}, 0
  for i = 1, 1000 do all[i] = i % 7 end
  table.sort(all, function(a, b) return true end)
  while true do table.sort(all) end
end)
