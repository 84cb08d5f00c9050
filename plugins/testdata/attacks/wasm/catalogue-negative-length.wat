;; A catalogue of -1 bytes.
;; at: upload
;; want: at most 1048576 are read
(func (export "rg_catalogue") (result i64) i64.const 0x00000000ffffffff)
