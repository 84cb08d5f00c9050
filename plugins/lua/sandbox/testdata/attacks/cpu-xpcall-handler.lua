-- expect: steps; goes on in the handler of the exhaustion
return { hook = function(case)
  xpcall(function() while true do end end, function() while true do end end)
end }
