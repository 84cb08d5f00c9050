-- One text of many that are the same.
-- at: decide
-- want: a string of 1100000 bytes is longer than the limit of 1048576
return innocent(function(t)
  local s, all = string.rep('x', 100000), {}
  for i = 1, 100 do all[i] = s end
  return set { priority = table.concat(all) }
end)
