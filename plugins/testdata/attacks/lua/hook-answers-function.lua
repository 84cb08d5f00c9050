-- Answers with a function.
-- at: decide
-- want: a function made during a call cannot be returned
return innocent(function(t)
  return { effect = { set = { priority = function() end } } }
end)
