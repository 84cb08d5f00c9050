-- expect: ok; calls every library function with every kind of wrong argument
local functions = {}
for _, lib in ipairs({ string, table, math, utf8, text }) do
  for _, f in pairs(lib) do
    if type(f) == 'function' then functions[#functions + 1] = f end
  end
end
for _, f in ipairs({ assert, error, getmetatable, ipairs, next, pairs, pcall, rawequal, select, setmetatable,
    tonumber, tostring, type, unpack, xpcall }) do
  functions[#functions + 1] = f
end
return { hook = function(case)
  local values = { false, 0, -1, 0.5, 1e308, 0 / 0, 1 / 0, 'x', '%', {}, case, case.list, tostring }
  local calls = 0
  for i = 1, #functions do
    local f = functions[i]
    pcall(f)
    for a = 1, #values do
      pcall(f, values[a])
      for b = 1, #values, 5 do
        pcall(f, values[a], values[b])
        pcall(f, values[a], values[b], values[a])
        calls = calls + 1
      end
    end
  end
  return calls
end }
