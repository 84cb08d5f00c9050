-- expect: steps; scans to the end from every place
return { hook = function(case)
  return string.find(string.rep("a", 100000), ".-b")
end }
