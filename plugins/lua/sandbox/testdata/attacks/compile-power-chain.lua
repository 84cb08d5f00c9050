-- expect: limit; raises to powers in one long chain
return 1@60000{ ^ 1}@
