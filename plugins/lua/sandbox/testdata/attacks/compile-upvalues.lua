-- expect: limit; captures too many variables
@150{local v%d = 1
}@return function() return v0@149{ + v%d}@ end
