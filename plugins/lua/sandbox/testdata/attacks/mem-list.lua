-- expect: steps|memory; fills a list
return { hook = function(case)
  local t = {}
  while true do t[#t + 1] = true end
end }
