-- expect: memory|limit; doubles a string for ever
return { hook = function(case)
  local s = "x"
  while true do s = s .. s end
end }
