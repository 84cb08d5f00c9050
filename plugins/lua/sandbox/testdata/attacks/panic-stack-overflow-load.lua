-- expect: limit; recurses for ever while loading
local function f() return 1 + f() end
f()
