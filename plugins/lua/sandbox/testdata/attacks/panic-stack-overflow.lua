-- expect: limit; recurses for ever
return { hook = function(case)
  local function f() return 1 + f() end
  return f()
end }
