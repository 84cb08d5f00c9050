-- expect: limit; recurses in tail position for ever
return { hook = function(case)
  local function f() return f() end
  f()
end }
