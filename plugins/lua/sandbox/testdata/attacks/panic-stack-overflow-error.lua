-- expect: limit; recurses through error handlers
return { hook = function(case)
  local function f() xpcall(error, f) end
  f()
end }
