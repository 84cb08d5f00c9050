-- Ten thousand effects that there are not: what is built counts as well.
-- at: decide
-- want: the script used up its 4194304 bytes of memory
return innocent(function(t)
  local all = {}
  for i = 1, 10000 do all[i] = { effect = { x = 1 } } end
  return all
end)
