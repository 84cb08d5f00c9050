-- expect: steps; sorts with an endless comparison
return { hook = function(case)
  table.sort({ 1, 2, 3 }, function() while true do end end)
end }
