-- want 3 -: steps
local n = 0
while true do n = n + 1 end
return regulation "broken" {}
