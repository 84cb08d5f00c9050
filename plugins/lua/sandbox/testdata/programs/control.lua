for i = 1, 3 do p(i) end
for i = 3, 1, -1 do p(i) end
for i = 1, 2, 0.5 do p(i) end
for i = 1, 0 do p('never') end
local i = 0
while true do i = i + 1 if i == 2 then p('two') elseif i == 4 then p('four') break else p('other') end end
repeat local last = i i = i - 1 until last <= 2
p(i)
for a = 1, 3 do for b = 1, 3 do if b == 2 then break end p(a, b) end end
local function find(t, x) for i, v in ipairs(t) do if v == x then return i end end return nil end
p(find({ 'a', 'b' }, 'b'), find({ 'a' }, 'z'))
if nil then p('no') elseif false then p('no') elseif 0 then p('zero is true') end
if not nil and not false then p('yes') end
do local i = 'inner' p(i) end
p(i)
local function early(x) do return x end end
p(early(1))
local function range(n) local function step(_, i) if i < n then return i + 1 end end return step, nil, 0 end
for i in range(3) do p(i) end
while i > 0 do i = i - 1 local x = i if x == 0 then break end end
p(i)
