-- expect: runtime; asks for a random number
return { hook = function(case)
  return math.random()
end }
