-- expect: memory|limit; repeats the match in its replacement
return { hook = function(case)
  local s = "x"
  while true do s = string.gsub(s, ".+", "%0%0") end
end }
