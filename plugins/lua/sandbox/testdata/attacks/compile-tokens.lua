-- expect: limit; has more tokens than allowed
@210000{;}@
