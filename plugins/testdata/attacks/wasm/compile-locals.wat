;; Fifty thousand locals, which are set to zero at each call.
;; at: upload
;; want: 50000 groups of locals, at most 10000 allowed
(func @50000{(local i32)}@)
