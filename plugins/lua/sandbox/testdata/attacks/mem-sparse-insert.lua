-- expect: runtime; inserts far outside of a list
return { hook = function(case)
  table.insert({}, 60000000, "x")
end }
