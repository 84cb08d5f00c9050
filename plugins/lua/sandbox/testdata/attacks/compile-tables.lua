-- expect: limit; nests tables
return @100000{{}@@100000{}}@
