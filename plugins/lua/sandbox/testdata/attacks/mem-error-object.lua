-- expect: memory; raises and keeps large error objects
return { hook = function(case)
  local keep = {}
  while true do
    local ok, e = pcall(error, string.rep("x", 50000))
    keep[#keep + 1] = e
  end
end }
