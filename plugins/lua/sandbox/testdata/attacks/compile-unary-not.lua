-- expect: limit; chains not
return @100000{not }@1
