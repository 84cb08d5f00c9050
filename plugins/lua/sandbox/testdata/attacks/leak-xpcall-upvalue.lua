-- expect: ok = 1; leaves closures behind that failed under xpcall
return { hook = function()
  local box = {}
  xpcall(function()
    local x = 1
    box.f = function() return x end
    error('half-way')
  end, function(e) return e end)
  local a, b, c, d = 10, 20, 30, 40
  return box.f()
end }
