-- expect: runtime|limit; asks for all bytes of a long string
return { hook = function(case)
  return select("#", string.byte(string.rep("x", 100000), 1, -1))
end }
