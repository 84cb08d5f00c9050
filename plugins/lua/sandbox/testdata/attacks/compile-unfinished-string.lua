-- expect: syntax; does not end a string
return 'abc
