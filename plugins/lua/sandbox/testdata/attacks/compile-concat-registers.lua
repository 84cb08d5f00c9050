-- expect: limit; concatenates more operands than there are registers
local a = 'a'
return a@199{ .. a}@
