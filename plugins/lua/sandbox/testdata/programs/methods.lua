local Account = {}
Account.__index = Account
function Account.new(b) return setmetatable({ balance = b }, Account) end
function Account:deposit(n) self.balance = self.balance + n return self end
function Account:get() return self.balance end
local a = Account.new(10)
p(a:deposit(5):deposit(1):get(), a.balance, rawequal(getmetatable(a), Account))
local Special = setmetatable({}, { __index = Account })
Special.__index = Special
function Special:get() return 'special ' .. Account.get(self) end
local s = setmetatable({ balance = 1 }, Special)
p(s:deposit(1):get())
p(('text'):upper(), ('x'):rep(3), ('%d'):format(5), #('abc'):sub(2))
local o = { f = function(self, ...) return select('#', ...), ... end }
p(o:f(), o:f(1), o:f(1, 2))
p(o.f(o, 'x'))
local str = 'a,b,c'
p(str:find(',', 1, true), str:len(), str:byte(1), str:sub(-1))
