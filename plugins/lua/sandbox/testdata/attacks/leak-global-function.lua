-- expect: forbidden; defines a global function in a hook
return { hook = function() function later() end end }
