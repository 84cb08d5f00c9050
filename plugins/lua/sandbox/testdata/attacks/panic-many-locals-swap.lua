-- expect: ok = 54321; assigns many variables at once
return { hook = function()
  local a, b, c, d, e = 1, 2, 3, 4, 5
  a, b, c, d, e = e, d, c, b, a
  return a .. b .. c .. d .. e
end }
