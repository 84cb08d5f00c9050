local t = {}
local function f(x) p('f', x) return x end
t[f(1)] = f(2)
t[f('a')], t[f('b')] = f(10), f(20)
p(t[1], t.a, t.b)
local i = 3
i, t[i] = i + 1, 20
p(i, t[3], t[4])
t.x, t.y, t.z = 1, 2
p(t.x, t.y, t.z)
t.x, t.y = 1, 2, f('extra')
t[1], t[2], t[3] = (function() return 'a', 'b', 'c' end)()
p(t[1], t[2], t[3])
t.n = (function() return 1, 2 end)()
p(t.n)
local a, b, c = (function() return 1, 2 end)()
p(a, b, c)
local d, e = 1
p(d, e)
local g, h = 1, 2, f('more')
p(g, h)
t[1], t[2] = t[2], t[1]
p(t[1], t[2])
t.a = t.b and t.a or 'none'
p(t.a)
t.t = { t = {} }
t.t.t.x = 'deep'
p(t.t.t.x, t['t']['t']['x'])
