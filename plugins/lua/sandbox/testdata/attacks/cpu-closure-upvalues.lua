-- expect: steps|memory; makes closures that capture many variables
return { hook = function(case)
  @60{local v%d = %d }@
  while true do
    local f = function() return v0@59{ + v%d}@ end
  end
end }
