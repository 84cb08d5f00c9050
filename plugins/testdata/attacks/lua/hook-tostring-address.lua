-- Answers by the address of a table.
-- at: never
-- want: "priority":"table"
return innocent(function(t)
  return set { priority = tostring({}) }
end)
