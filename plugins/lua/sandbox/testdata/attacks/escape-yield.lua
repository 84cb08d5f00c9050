-- expect: runtime; calls a coroutine function
return { hook = function(case)
  coroutine.yield()
end }
