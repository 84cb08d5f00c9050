-- expect: limit; nests functions
@10000{return function() }@@10000{ end}@
