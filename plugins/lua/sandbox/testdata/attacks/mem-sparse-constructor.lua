-- expect: memory; names a far index in a constructor
return { hook = function(case)
  local t = { [67000000] = 1 }
end }
