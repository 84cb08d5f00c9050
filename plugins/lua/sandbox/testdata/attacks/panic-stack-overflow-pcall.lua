-- expect: limit; recurses through pcall
return { hook = function(case)
  local function f() pcall(f) end
  f()
end }
