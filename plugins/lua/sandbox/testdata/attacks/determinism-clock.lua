-- expect: runtime; asks for the time
return { hook = function(case)
  return os.time()
end }
