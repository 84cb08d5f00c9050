;; A memory beyond what there can be.
;; at: upload
;; want: at most 65536 allowed
(memory (export "memory") 40 65537)
