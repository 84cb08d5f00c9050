-- expect: steps; repeats for ever
return { hook = function(case)
  repeat until false
end }
