-- A text that doubles.
-- at: upload
-- want: longer than the limit
local s = "x"
while true do s = s .. s end
