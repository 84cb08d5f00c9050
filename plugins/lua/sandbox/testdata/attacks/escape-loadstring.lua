-- expect: runtime; compiles source at run time
return { hook = function(case)
  return loadstring('return 1')()
end }
