;; A memory of 4 GiB from the beginning.
;; at: upload
;; want: at most 256 allowed
(memory (export "memory") 65536)
