;; Pointer and length together are more than 32 bits hold.
;; at: upload
;; want: lies outside of its memory
(func (export "rg_catalogue") (result i64) i64.const -4294967280)
