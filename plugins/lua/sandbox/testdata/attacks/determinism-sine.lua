-- expect: runtime; asks for a sine
return { hook = function(case)
  return math.sin(1)
end }
