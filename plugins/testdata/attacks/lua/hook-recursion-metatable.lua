-- A metatable that asks itself.
-- at: decide
-- want: the script used up its 4194304 bytes of memory
return innocent(function(t)
  local m = {}
  m.__index = function(s, k) return s[k .. k] end
  return setmetatable({}, m).x
end)
