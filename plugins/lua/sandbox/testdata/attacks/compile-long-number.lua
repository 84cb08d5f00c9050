-- expect: limit; uses a very long number
return @100000{1}@
