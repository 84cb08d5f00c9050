-- expect: limit|runtime; passes growing argument lists
return { hook = function(case)
  local function f(...) return f(1, ...) end
  return f(1)
end }
