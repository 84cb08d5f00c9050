-- Tables without end.
-- at: decide
-- want: bytes of memory
return innocent(function(t)
  local all = {}
  while true do all = { all } end
end)
