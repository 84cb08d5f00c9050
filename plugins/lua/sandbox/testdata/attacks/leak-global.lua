-- expect: forbidden; counts in a global
count = 0
return { hook = function() count = count + 1 return count end }
