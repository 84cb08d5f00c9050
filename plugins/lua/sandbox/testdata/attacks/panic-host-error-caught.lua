-- expect: ok = false; catches the error of a host function
return { hook = function(case)
  local ok, e = pcall(case.fail)
  return ok
end }
