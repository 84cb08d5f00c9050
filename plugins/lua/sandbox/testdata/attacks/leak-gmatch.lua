-- expect: runtime; advances an iterator made while loading
local words = string.gmatch('a b c', '%a')
return { hook = function() return words() end }
