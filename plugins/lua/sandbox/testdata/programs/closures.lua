local function counter(start)
  local state = { n = start }
  return function() state.n = state.n + 1 return state.n end, state
end
local a, state = counter(0)
local b = counter(10)
p(a(), a(), b(), a(), state.n)
local fs = {}
for i = 1, 3 do fs[i] = function() return i end end
p(fs[1](), fs[2](), fs[3]())
for k, v in ipairs({ 'x', 'y' }) do fs[k] = function() return k .. v end end
p(fs[1](), fs[2]())
local x = 1
local function get() return x end
x = 2
p(get())
do local x = 5 p(get(), x) end
local j = 0
while j < 3 do j = j + 1 local copy = j fs[j] = function() return copy end end
p(fs[1](), fs[2](), fs[3]())
local k = 0
repeat local copy = k fs[k + 1] = function() return copy end k = k + 1 until copy >= 2
p(fs[1](), fs[2](), fs[3]())
local function outer(a) return function(b) return function(c) return a .. b .. c end end end
p(outer('x')('y')('z'))
local late
local function call() return late() end
late = function() return 'late' end
p(call())
local function shadow(x) local x = x and x + 1 return function() return x end end
p(shadow(1)())
local n = 1
local function add() return function() return n end end
n = n + 1
local first = add()
n = n + 1
p(first(), add()())
