-- expect: ok = tablefunctiontabletable function; shows addresses
return { hook = function(case)
  return tostring({}) .. tostring(tostring) .. tostring(case) .. string.format('%s %s', {}, function() end)
end }
