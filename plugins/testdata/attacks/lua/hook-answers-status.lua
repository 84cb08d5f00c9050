-- Answers with a status that there is not.
-- at: decide
-- want: there is no status "paid"
return innocent(function(t)
  return move 'paid'
end)
