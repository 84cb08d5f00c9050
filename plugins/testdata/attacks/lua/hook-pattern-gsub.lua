-- A replacement that is larger each time.
-- at: decide
-- want: the script used up its 200000 steps
return innocent(function(t)
  local s = 'x'
  while true do s = string.gsub(s, '.', '%0%0%0%0') end
end)
