-- expect: steps|memory; hands over a tree that is large only when it is converted
return { hook = function(case)
  local t = 'x'
  for i = 1, 15 do t = { t, t } end
  while true do pcall(case.echo, t) end
end }
