-- expect: ok; shows addresses in errors
return { hook = function(case)
  local out = {}
  local key = {}
  local function try(f) local ok, e = pcall(f) out[#out + 1] = tostring(e) end
  try(function() local t return t[key] end)
  try(function() local t t[key] = 1 end)
  try(function() return key .. 'x' end)
  try(function() return key + 1 end)
  try(function() return key < key end)
  try(function() return {} < 1 end)
  try(function() key() end)
  try(function() error({}) end)
  try(function() case[key] = 1 end)
  return table.concat(out, '\n')
end }
