-- expect: runtime; iterates over nil
return { hook = function(case)
  for x in nil do end
end }
