-- expect: ok = ru; captures variables that were assigned before and after
local lang = 'kk'
local function get() return lang end
if true then lang = 'ru' end
return { hook = function() return get() end }
