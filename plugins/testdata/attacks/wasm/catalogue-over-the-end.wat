;; A catalogue that begins in the memory and ends behind it.
;; at: upload
;; want: lies outside of its memory
(func (export "rg_catalogue") (result i64) i64.const 0x0027ffff00000010)
