local log = {}
local mt = {
  __index = function(t, k) return k .. '?' end,
  __newindex = function(t, k, v) log[#log + 1] = k .. '=' .. tostring(v) end,
  __call = function(self, a, b) return a, b, self ~= nil end,
  __eq = function(a, b) return true end,
  __lt = function(a, b) return true end,
  __le = function(a, b) return false end,
  __add = function(a, b) return 'add' end,
  __sub = function(a, b) return 'sub' end,
  __mul = function(a, b) return 'mul' end,
  __div = function(a, b) return 'div' end,
  __mod = function(a, b) return 'mod' end,
  __pow = function(a, b) return 'pow' end,
  __unm = function(a) return 'unm' end,
  __len = function(a) return 42 end,
  __tostring = function() return 'object' end,
}
local a, b = setmetatable({}, mt), setmetatable({}, mt)
p(a.x, a[1], a['y'])
a.x = 1
a[2] = nil
p(table.concat(log, ' '))
p(a(1, 2), (a(3, 4)))
p(a == b, a ~= b, a < b, a <= b, a > b, a >= b)
p(a + 1, 1 + a, a - b, a * 2, 2 / a, a % 3, 3 % a, a ^ 2, 2 ^ a, -a, #a, 'x' .. tostring(a))
p(a + 'x', 'x' + a, 'x' % a, a ^ 'y')
p(a == 1, a == nil, a ~= 'x')
local proxy = setmetatable({}, { __index = { inner = 'found' }, __newindex = log })
proxy.added = 'new'
p(proxy.inner, log.added, proxy.missing)
local chain = setmetatable({}, { __index = setmetatable({}, { __index = setmetatable({ deep = 1 }, {}) }) })
p(chain.deep, chain.none)
local locked = setmetatable({}, { __metatable = 'locked' })
p(getmetatable(locked), pcall(setmetatable, locked, {}) == false, getmetatable({}) == nil)
local existing = setmetatable({ x = 1 }, { __newindex = function() error('never') end })
existing.x = 2
p(existing.x)
local key = 'dyn'
p(a[key], proxy[key])
proxy[key] = 1
p(log[key])
local incomparable = setmetatable({}, {})
p(pcall(function() return incomparable < incomparable end) == false, incomparable == setmetatable({}, {}))
