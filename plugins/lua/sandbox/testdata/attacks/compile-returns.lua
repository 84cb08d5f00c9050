-- expect: limit; returns too many values
return 1@300{, 1}@
