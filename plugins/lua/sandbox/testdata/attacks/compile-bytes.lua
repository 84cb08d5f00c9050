-- expect: syntax; begins with control bytes

