-- expect: limit; concatenates in one long chain
return 'a'@60000{ .. 'a'}@
