-- expect: memory|limit; quotes a string of bytes that grow
return { hook = function(case)
  return #string.format("%q", string.rep("\0", 900000))
end }
