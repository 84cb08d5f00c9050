-- Answers with a table that holds itself.
-- at: decide
-- want: the table contains itself
return innocent(function(t)
  local e = {}
  e.set = e
  return { effect = e }
end)
