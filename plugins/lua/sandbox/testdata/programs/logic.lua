local t, f, n = true, false, nil
p(t and 1, f and 1, n and 1, t or 1, f or 1, n or 1)
p(t and f or 2, f or n, n or f, t and n, not t, not n)
p(1 and 2 and 3, 1 and nil and 3, false or nil or 5, nil or false)
local function side(x) p('side', x) return x end
p(side(false) and side(1), side(true) or side(2), side(nil) or side(3))
local a, b = 1, 2
p(a < b and 'less' or 'more', a == b and 'same' or 'differs')
p((a < b) == true, (a == b) == false, not (a == b))
local x = a > 0 and a or b
x = x == 1 and 'one' or x
p(x)
p(a and b and a < b, a == 1 and b == 2 or false, (a or b) and (n or f))
if a == 1 and (b == 3 or b == 2) and not n then p('ok') end
local r = { a == 1, b == 1, a ~= b, v = a < b and b > a }
p(r[1], r[2], r[3], r.v)
local y = a == b or a
p(y)
p(false == nil, nil == nil, (nil and 1) == nil)
