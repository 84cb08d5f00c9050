-- expect: limit; opens parentheses without end
return @200000{(}@
