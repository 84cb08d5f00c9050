-- expect: steps; hashes a long literal for every read
return { hook = function(case)
  local t = {}
  while true do local x = t["@20000{0123456789}@"] end
end }
