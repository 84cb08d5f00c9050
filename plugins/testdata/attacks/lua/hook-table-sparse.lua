-- A list with one element, far away.
-- at: never
-- want: "priority":"0"
return innocent(function(t)
  local all = {}
  all[1e15] = 1
  return set { priority = '' .. #all }
end)
