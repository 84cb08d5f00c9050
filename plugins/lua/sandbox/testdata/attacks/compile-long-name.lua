-- expect: limit; uses a very long name
local @100000{x}@ = 1
