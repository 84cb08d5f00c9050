-- Answers by the time of the event, which is given.
-- at: never
-- want: "priority":"p
return innocent(function(t)
  return set { priority = 'p' .. (t.now > 0 and 1 or 2) }
end)
