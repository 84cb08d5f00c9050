;; A catalogue behind the end of the memory.
;; at: upload
;; want: lies outside of its memory
(func (export "rg_catalogue") (result i64) i64.const 0x7fffffff00000010)
