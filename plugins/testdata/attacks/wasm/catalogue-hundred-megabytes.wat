;; A catalogue of 100 MB.
;; at: upload
;; want: at most 1048576 are read
(func (export "rg_catalogue") (result i64) i64.const 100000000)
