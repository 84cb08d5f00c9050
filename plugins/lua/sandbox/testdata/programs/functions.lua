local function fact(n) if n <= 1 then return 1 end return n * fact(n - 1) end
p(fact(10))
local fib
fib = function(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
p(fib(12))
local function many(...) return ... end
p(many(), (many(1, 2, 3)), many(nil, nil), select('#', many(nil, nil)))
p(many(1, 2), many(3, 4))
local t = { many(1, 2), many(3, 4) }
p(#t, t[1], t[2], t[3])
local u = { many(1, 2), (many(3, 4))}
p(#u)
local function tail(n) if n == 0 then return 'done', 'twice' end return tail(n - 1) end
p(tail(20))
p((tail(3)))
p((function(a, b, ...) local c, d = ... return a, b, c, d, select('#', ...) end)(1, 2, 3))
p(select(2, 'a', 'b', 'c'), select(-1, 'a', 'b', 'c'))
local function even(n) if n == 0 then return true end return not even(n - 1) end
p(even(10), even(7))
p(pcall(many, 1, 2, 3))
p(unpack({ 1, 2, 3 }), unpack({ 1, 2, 3 }, 2), unpack({ 1, 2, 3 }, 2, 3))
local function default(a, b) a = a or 1 b = b == nil and 2 or b return a, b end
p(default(), default(5), default(5, false))
local function reassign(s) s = tostring(s) s = s .. '!' return s end
p(reassign(5))
p(#{ many(1, 2, 3), many(4, 5) }, many(many(1, 2), many(3)))
