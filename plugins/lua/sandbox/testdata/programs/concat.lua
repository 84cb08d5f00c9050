local a, b, n = 'x', 'y', 12
p(a .. b, a .. b .. n, n .. n, n .. '', 'a' .. 'b' .. 'c' .. 1 .. 2)
p((a .. b) .. (n .. a), a .. (b .. (n .. a)))
local s = ''
for i = 1, 10 do s = s .. i .. ',' end
p(s)
local mt = { __concat = function(l, r)
  local function text(v) return type(v) == 'table' and v.name or v end
  return '<' .. text(l) .. '|' .. text(r) .. '>'
end }
local t = setmetatable({ name = 't' }, mt)
p(t .. 'x', 'x' .. t, t .. t, 1 .. t, 'a' .. 'b' .. t .. 'c' .. 'd', t .. 'a' .. 'b')
p(pcall(function() return 'x' .. {} end) == false, pcall(function() return nil .. 'x' end) == false)
local function two() return 'one', 'two' end
p('x' .. two(), two() .. 'x', 'a' .. (two()) .. 'b')
