-- expect: limit; recurses through table.sort
return { hook = function(case)
  local function f() table.sort({ 2, 1 }, f) return false end
  f()
end }
