-- expect: steps|memory; fills a list with table.insert
return { hook = function(case)
  local t = {}
  while true do table.insert(t, true) end
end }
