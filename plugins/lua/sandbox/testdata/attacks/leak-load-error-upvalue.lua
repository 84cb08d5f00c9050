-- expect: ok = 42; leaves such a closure behind while loading
local box = {}
xpcall(function()
  local x = 42
  box.f = function() return x end
  error('half-way')
end, function(e) return e end)
local f = box.f
return { hook = function() local a, b, c = 1, 2, 3 return f() end }
