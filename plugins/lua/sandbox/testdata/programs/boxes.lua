local function run()
  local total = 0
  local function show() return total end
  for i = 1, 5 do total = total + i end
  p(show(), total)
  local a, b = 1, 2
  local function sum() return a + b end
  a = 10
  b, a = 5, b
  p(a ~= nil, sum() ~= nil)
  return show
end
p(run()())
local function param(n) local function get() return n end n = n * 2 return get() end
p(param(4))
local function vararg(n, ...) local function get() return n end n = select('#', ...) return get() end
p(vararg(1, 'a', 'b'))
local fs = {}
for i = 1, 3 do
  fs[i] = function() return i end
  i = i * 10
  p(i)
end
p(fs[1](), fs[2](), fs[3]())
for _, v in ipairs({ 'a', 'b' }) do
  local function get() return v end
  v = v .. '!'
  p(get())
end
local obj = { v = 1 }
local function read() return obj.v end
obj.v = 2
p(read())
obj = { v = 3 }
p(read())
local f = function() return 'first' end
local function callf() return f() end
p(callf())
f = function() return 'second' end
p(callf())
local function rec(n) if n == 0 then return 'end' end return rec(n - 1) end
local old = rec
rec = function() return 'replaced' end
p(old(3))
local x
local function getx() return x end
if true then x = 'set' end
p(getx())
local function multi() local a, b = 1 local function g() return a, b end a, b = 'A', 'B' return g() end
p(multi())
