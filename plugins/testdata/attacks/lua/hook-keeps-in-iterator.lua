-- An iterator that a call leaves half used.
-- at: never
-- want: "priority":"pa"
return innocent(function(t)
  return set { priority = 'p' .. string.match(string.gmatch('abc', '%a')(), '.') }
end)
