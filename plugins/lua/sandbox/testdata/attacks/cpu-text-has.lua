-- expect: steps|memory; searches a long text again and again
return { hook = function(case)
  local s = string.rep("ә", 100000)
  while true do text.has(s, "ғ") end
end }
