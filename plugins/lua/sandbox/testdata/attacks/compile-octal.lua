-- expect: syntax; writes a number that means eight to some
return 0010
