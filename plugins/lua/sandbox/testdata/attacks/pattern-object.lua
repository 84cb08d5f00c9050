-- expect: steps; matches inside a value of the case
return { hook = function(case)
  return case.body:find("(.-)(.-)(.-)(.-)(.-)(.-)x$")
end }
