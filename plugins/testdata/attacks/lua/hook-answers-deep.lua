-- Answers with tables in tables.
-- at: decide
-- want: nested deeper than 32 levels
return innocent(function(t)
  local e = {}
  for i = 1, 1000 do e = { e } end
  return { effect = { set = { priority = e } } }
end)
