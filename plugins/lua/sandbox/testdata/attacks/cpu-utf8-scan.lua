-- expect: steps|memory; upper-cases a long text again and again
return { hook = function(case)
  local s = string.rep("ә", 200000)
  while true do utf8.len(s) end
end }
