-- expect: memory; fills a map
return { hook = function(case)
  local t = {}
  for i = 1, 1e9 do t[-i] = true end
end }
