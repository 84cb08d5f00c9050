p(nil, true, false, 1, -1, 0.5, 'text', "other", [[long
string]], [==[with ]] inside]==])
p(type(nil), type(true), type(1), type('x'), type({}), type(type))
p(1 == 1, 1 == 2, 'a' == 'a', 'a' ~= 'b', nil == false, 0 == false)
local a, b = 'x', 'x'
p(a == b, a ~= b, a < b, a <= b, a > b, a >= b)
local c, d = 3, 4
p(c == d, c ~= d, c < d, c <= d, c > d, c >= d)
p('\65\066\n\t\\' == 'AB\n\t\\', #'\0\0')
