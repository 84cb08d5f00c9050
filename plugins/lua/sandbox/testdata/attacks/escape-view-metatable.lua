-- expect: ok = nil; asks for the metatable of the case
return { hook = function(case) return tostring(getmetatable(case)) end }
