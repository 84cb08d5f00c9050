-- expect: limit; makes a loop body too long to jump over
local t = {}
for i = 1, 2 do
@24000{t.x = i
}@end
