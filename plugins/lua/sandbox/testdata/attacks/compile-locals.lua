-- expect: limit; declares too many locals
@300{local v%d = 1
}@
