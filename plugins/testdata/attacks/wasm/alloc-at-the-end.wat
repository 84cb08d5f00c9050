;; Room that begins in the memory and ends behind it.
;; at: decide
;; want: which lie outside of its memory
(func (export "rg_alloc") (param i32) (result i32) i32.const 2621439)
