-- expect: limit|runtime; returns growing result lists
return { hook = function(case)
  local function f(n, ...) if n == 0 then return ... end return f(n - 1, n, ...) end
  local t = { f(90) }
  local function g(...) return unpack({ ... }) end
  local n = { g(unpack(t)) }
  for i = 1, 20 do for j = 1, #n do n[#n + 1] = j end n = { g(unpack(n)) } end
  return #n
end }
