-- expect: memory; nests tables
return { hook = function(case)
  local t = {}
  while true do t = { t } end
end }
