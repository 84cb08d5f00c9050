-- expect: limit; chains #
return @100000{#}@'x'
