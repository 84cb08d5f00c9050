-- expect: limit; nests parentheses
return @100000{(}@1@100000{)}@
