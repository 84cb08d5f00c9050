-- expect: steps; raises errors deep in the stack, each of which costs a traceback
return { hook = function(case)
  local function deep(n)
    if n == 0 then while true do pcall(error, {}) end end
    return (deep(n - 1))
  end
  deep(80)
end }
