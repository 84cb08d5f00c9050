-- expect: limit; chains elseif
local x = 1
if x == 1 then @20000{elseif x == %d then }@end
