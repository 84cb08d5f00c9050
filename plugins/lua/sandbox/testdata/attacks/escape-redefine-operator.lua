-- expect: syntax; names an internal operator
(set) = 1
