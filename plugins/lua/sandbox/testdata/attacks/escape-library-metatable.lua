-- expect: runtime; gives a library table a metatable
setmetatable(string, { __index = function() return 'evil' end })
