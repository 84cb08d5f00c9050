;; A table of four thousand million elements.
;; at: upload
;; want: at most 100000 allowed
(table 4294967295 funcref)
