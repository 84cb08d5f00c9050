-- Writes into the case, which others look at.
-- at: decide
-- want: attempt to change a read-only table (field 'status')
return innocent(function(t)
  t.status = 'paid'
end)
