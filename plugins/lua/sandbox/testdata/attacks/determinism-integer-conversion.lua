-- expect: ok = falsetruetrue falsetruetrue falsetruetrue falsefalsefalse falsetruetrue; converts numbers no integer holds
return { hook = function()
  local out = {}
  for _, n in ipairs({ 1e300, -1e300, 2 ^ 63, 0 / 0, 1 / 0 }) do
    out[#out + 1] = tostring(pcall(string.format, '%d', n)) .. tostring(pcall(string.rep, '', n)) .. tostring(pcall(string.sub, 'abc', n))
  end
  return table.concat(out, ' ')
end }
