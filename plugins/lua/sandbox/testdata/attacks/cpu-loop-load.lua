-- expect: steps; loops for ever while loading
while true do end
