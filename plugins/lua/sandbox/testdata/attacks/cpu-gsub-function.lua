-- expect: steps; replaces with an endless function
return { hook = function(case)
  return (string.gsub("abc", ".", function() while true do end end))
end }
