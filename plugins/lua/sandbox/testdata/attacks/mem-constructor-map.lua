-- expect: memory; evaluates a constructor with many fields again and again
return { hook = function(case)
  while true do
    local t = { @2000{k%d = 1, }@ }
  end
end }
