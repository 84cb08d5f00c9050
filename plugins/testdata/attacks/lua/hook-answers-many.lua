-- Three hundred effects.
-- at: decide
-- want: decision has 305 ops, more than 256
return innocent(function(t)
  local all = {}
  for i = 1, 300 do all[i] = note 'hello' end
  return all
end)
