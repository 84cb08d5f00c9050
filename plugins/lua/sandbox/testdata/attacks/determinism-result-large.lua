-- expect: runtime; returns an integer beyond 2^53
return { hook = function(case)
  return 2 ^ 53 + 2
end }
