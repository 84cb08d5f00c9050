-- expect: runtime; hands a new function to the host
return { hook = function(case)
  return case.echo(function() end)
end }
