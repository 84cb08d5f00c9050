-- Answers by the order of a table's keys.
-- at: never
-- want: "priority":"p
return innocent(function(t)
  local out = ''
  for k in pairs { a = 1, b = 2, c = 3, d = 4, e = 5 } do out = out .. k end
  return set { priority = 'p' .. out }
end)
