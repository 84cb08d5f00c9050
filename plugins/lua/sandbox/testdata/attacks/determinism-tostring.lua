-- expect: ok; shows addresses
return { hook = function(case)
  return tostring({}) .. tostring(tostring) .. tostring(case) .. string.format('%s %s', {}, function() end)
end }
