-- Ten thousand arguments.
-- at: decide
-- want: too many results to unpack
return innocent(function(t)
  local all = {}
  for i = 1, 10000 do all[i] = i end
  return math.max(unpack(all))
end)
