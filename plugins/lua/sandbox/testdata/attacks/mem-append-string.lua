-- expect: memory; appends to a string for ever
return { hook = function(case)
  local s = ""
  while true do s = s .. "0123456789" end
end }
