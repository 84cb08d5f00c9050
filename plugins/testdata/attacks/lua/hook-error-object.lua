-- An error that is a table with a text of its own.
-- at: decide
-- want: error object is a table
return innocent(function(t)
  error(setmetatable({}, { __tostring = function() while true do end end }))
end)
