-- expect: limit|syntax; uses ... where there is none
return function() return ... end
