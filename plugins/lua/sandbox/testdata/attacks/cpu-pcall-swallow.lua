-- expect: steps; catches the exhaustion and goes on
return { hook = function(case)
  while true do
    pcall(function() while true do end end)
  end
end }
