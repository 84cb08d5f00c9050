-- A text of itself.
-- at: decide
-- want: calls are nested too deep, or one has too many arguments or results
return innocent(function(t)
  local m = {}
  m.__tostring = function(s) return tostring(s) end
  return set { priority = tostring(setmetatable({}, m)) }
end)
