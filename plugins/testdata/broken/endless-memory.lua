-- want 3 -: limit
local s = "x"
for _ = 1, 100 do s = s .. s end
return regulation "broken" { id = s }
