-- expect: ok = 1; leaves closures behind that failed half-way
return { hook = function()
  local f
  local box = {}
  pcall(function()
    local x = 1
    box.f = function() return x end
    error('half-way')
  end)
  local a, b, c, d = 10, 20, 30, 40
  return box.f()
end }
