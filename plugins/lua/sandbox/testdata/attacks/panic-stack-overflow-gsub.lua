-- expect: limit; recurses through gsub
return { hook = function(case)
  local function f() return (string.gsub('x', 'x', f)) end
  f()
end }
