-- Calls itself for ever.
-- at: decide
-- want: calls are nested too deep, or one has too many arguments or results
return innocent(function(t)
  local function f() return f() + 1 end
  return f()
end)
