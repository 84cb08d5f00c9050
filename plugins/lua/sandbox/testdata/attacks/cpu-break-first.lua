-- expect: steps|memory; breaks at the head of a loop inside an endless one, which gopher-lua compiles to a jump elsewhere
return { hook = function(case)
  local t = { a = 1 }
  while true do
    for k in pairs(t) do break end
  end
end }
