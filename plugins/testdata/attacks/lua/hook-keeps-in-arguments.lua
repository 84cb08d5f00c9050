-- Writes into what the case has handed out.
-- at: decide
-- want: attempt to change a read-only table (field 'status')
return innocent(function(t)
  t.proposed.status = 'paid'
  t.data.subject = 'mine'
end)
