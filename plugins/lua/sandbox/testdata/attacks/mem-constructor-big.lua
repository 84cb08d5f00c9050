-- expect: memory; evaluates a large constructor again and again
return { hook = function(case)
  while true do
    local t = { @5000{1, }@ }
  end
end }
