-- expect: steps; iterates over an endless iterator
return { hook = function(case)
  for x in function() return 1 end do end
end }
