-- expect: runtime; calls a host function with what cannot be converted
return { hook = function(case)
  local t = {}
  t.t = t
  return case.echo(t)
end }
