-- expect: runtime; changes an environment
return { hook = function(case)
  setfenv(1, {})
end }
