-- expect: memory|limit; concatenates many long operands at once
return { hook = function(case)
  local s = string.rep("x", 50000)
  while true do
    local t = s@150{ .. s}@
  end
end }
