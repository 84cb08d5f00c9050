-- expect: limit; negates in one long chain
return @100000{- }@1
