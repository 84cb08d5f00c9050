-- expect: limit; declares too many locals in a function
return function()
@300{local v%d = 1
}@end
