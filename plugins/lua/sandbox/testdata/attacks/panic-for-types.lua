-- expect: runtime; counts from text to a table
return { hook = function(case)
  for i = 'a', {} do end
end }
