-- expect: ok = 14 of 15; uses malformed patterns
local bad = { '(', ')', '%', '[', '[^', '[%', '%b', '%bx', '%f', '%f[', '%1', '(%1)', '[a-', '(()', '%0' }
return { hook = function(case)
  local caught = 0
  for i = 1, #bad do
    if not pcall(string.find, 'abc', bad[i]) then caught = caught + 1 end
  end
  return caught .. ' of ' .. #bad
end }
