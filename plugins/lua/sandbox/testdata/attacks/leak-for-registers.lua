-- expect: ok = nil nil nil nil; iterates without state and control value, which are then whatever was in the registers
return { hook = function()
  local seen = {}
  local function step(s, c)
    seen[#seen + 1] = tostring(s)
    seen[#seen + 1] = tostring(c)
    return nil
  end
  do local a, b, c, d, e, f = 'a', 'b', 'c', 'd', 'e', 'f' end
  for v in step do end
  do local a, b, c, d, e, f = 'a', 'b', 'c', 'd', 'e', 'f' end
  for k, v in step, nil do end
  return table.concat(seen, ' ')
end }
