-- expect: runtime; calls setmetatable without arguments
return { hook = function(case)
  setmetatable()
end }
