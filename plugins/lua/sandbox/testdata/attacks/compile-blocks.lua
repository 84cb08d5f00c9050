-- expect: limit; nests blocks
@50000{do }@@50000{ end}@
