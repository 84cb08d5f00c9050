-- expect: memory; grows many lists a little too far
return { hook = function(case)
  while true do local t = {} t[5000] = 1 end
end }
