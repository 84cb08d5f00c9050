-- expect: memory; fails inside __tostring with a long message
return { hook = function(case)
  local keep = {}
  local t = setmetatable({}, { __tostring = function() error(string.rep("x", 50000)) end })
  while true do
    local ok, e = pcall(tostring, t)
    keep[#keep + 1] = e
  end
end }
