-- expect: memory; defines ever larger globals while loading
x = {}
while true do x = { x, x } end
