-- A text that doubles.
-- at: decide
-- want: bytes of memory
return innocent(function(t)
  local s = 'x'
  while true do s = s .. s end
end)
