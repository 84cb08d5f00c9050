-- As many fields as there can be, none of them declared.
-- at: decide
-- want: values, at most 500 are allowed
return innocent(function(t)
  local all = {}
  for i = 1, 5000 do all['f' .. i] = 1 end
  return set(all)
end)
