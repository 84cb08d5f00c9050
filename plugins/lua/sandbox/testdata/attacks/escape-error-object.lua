-- expect: ok = string; looks for more than a message in errors
return { hook = function(case)
  local ok, e = pcall(function() return nil + 1 end)
  return type(e)
end }
