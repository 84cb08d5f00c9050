-- expect: forbidden; redefines a captured local function
local function f() return 1 end
return { hook = function() function f() return 2 end return f() end }
