-- expect: ok = 3nil; selects among nils
return { hook = function()
  local function f(...) return select('#', ...), (select(2, ...)) end
  local n, second = f(nil, nil, nil)
  return n .. tostring(second)
end }
