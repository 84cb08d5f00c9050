-- expect: ok = nil; asks for the metatable of strings
return { hook = function(case)
  return tostring(getmetatable("")) 
end }
