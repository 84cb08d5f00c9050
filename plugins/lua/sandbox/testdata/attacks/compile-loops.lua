-- expect: limit; nests loops
@20000{while true do }@@20000{ end}@
