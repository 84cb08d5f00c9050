;; Room behind the end of the memory.
;; at: decide
;; want: which lie outside of its memory
(func (export "rg_alloc") (param i32) (result i32) i32.const 0x7fffffff)
