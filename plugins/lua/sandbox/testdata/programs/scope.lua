local x = 'outer'
do local x = 'inner' p(x) end
p(x)
local x = x .. '2'
p(x)
local function f(x) local x = x + 1 return x end
p(f(1))
for x = 1, 1 do p(x) local x = 'body' p(x) end
p(x)
for k, x in ipairs({ 'loop' }) do p(x) end
p(x)
local function rec() return rec ~= nil end
p(rec())
if true then local x = 'then' p(x) else local x = 'else' p(x) end
p(x)
while true do local x = 'while' p(x) break end
local i = 1
repeat local i2 = i i = i + 1 local x = 'repeat' until i2 == 2 and x == 'repeat'
p(i, x)
local function param(x, y) x, y = y, x return y end
p(param(1, 2) ~= nil)
local t = { x = function() return x end, y = function(x) return x end }
p(t.x(), t.y('arg'))
