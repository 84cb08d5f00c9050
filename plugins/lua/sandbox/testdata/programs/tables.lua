local t = { 1, 2, 3, x = 'a', ['y z'] = 'b', [10] = 'ten', [-1] = 'minus', [1.5] = 'half', [true] = 'yes' }
p(#t, t[1], t.x, t['y z'], t[10], t[-1], t[1.5], t[true], t.none)
t[#t + 1] = 4
p(#t, t[4])
t[#t] = nil
p(#t)
local keys = 0
for _ in pairs(t) do keys = keys + 1 end
p(keys)
local k = 'dyn'
local u = { [k] = 1, [k .. 2] = 2, [1 + 1] = 'two', 'one'; 'second' }
p(u.dyn, u.dyn2, u[1], u[2])
local nested = { a = { b = { c = { 1, 2, { d = 'deep' } } } } }
p(nested.a.b.c[3].d, #nested.a.b.c)
p(#{}, #{ nil }, #{ 1, nil, 3 }, #{ n = 1 })
table.insert(t, 'end')
table.insert(t, 1, 'begin')
p(t[1], t[#t], table.remove(t), table.remove(t, 1), #t)
p(table.concat({ 1, 2, 3 }), table.concat({ 'a', 'b' }, ', '), table.concat({ 1, 2, 3, 4 }, '-', 2, 3), table.concat({}))
local list = { 5, 2, 8, 1, 9, 3 }
table.sort(list)
p(unpack(list))
table.sort(list, function(a, b) return a > b end)
p(unpack(list))
local words = { 'pear', 'apple', 'fig' }
table.sort(words)
p(unpack(words))
p(next({}), next({ 7 }), rawequal(t, t), rawequal(t, {}), rawequal('a', 'a'))
for i, v in ipairs({ 1, 2, nil, 4 }) do p(i, v) end
local object = { 1, 2, 3 }
for i, v in ipairs(object) do object[i] = v * 2 end
p(unpack(object))
for i, v in pairs({ 'a', 'b', 'c' }) do p(i, v) end
local m = {}
m[1], m[2], m[3], m[4] = 'a', 'b', 'c', 'd'
for k in pairs(m) do m[k] = nil end
p(next(m), #m)
