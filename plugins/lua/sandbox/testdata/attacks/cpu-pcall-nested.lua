-- expect: steps; wraps the loop in many pcalls, each of which goes on
return { hook = function(case)
  local function deep(n)
    if n == 0 then while true do end end
    pcall(deep, n - 1)
    while true do end
  end
  deep(20)
end }
