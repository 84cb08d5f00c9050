-- expect: steps; asks for the length of a list of nils, a walk each time
return { hook = function(case)
  local t = {}
  t[80000] = 1
  t[80000] = nil
  while true do local n = #t end
end }
