-- expect: steps|memory; hands a large table to a host function again and again
return { hook = function(case)
  local t = {}
  for i = 1, 40000 do t[i] = i end
  while true do case.echo(t) end
end }
