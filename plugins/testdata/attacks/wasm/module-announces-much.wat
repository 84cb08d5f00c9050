;; A list of two thousand million types in a module of a few bytes.
;; at: upload
;; want: at most 10000 allowed
(binary "\00asm\01\00\00\00\01\05\ff\ff\ff\ff\07")
