-- expect: memory|limit; doubles a string for ever while loading
local s = "x"
while true do s = s .. s end
