-- Counts its calls in a table of the script.
-- at: decide
-- want: attempt to change a read-only table (field 'n')
local count = { n = 0 }
return innocent(function(t)
  count.n = count.n + 1
  return set { priority = 'p' .. count.n }
end)
