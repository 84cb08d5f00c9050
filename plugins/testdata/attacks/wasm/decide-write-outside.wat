;; Writes behind the end of the memory.
;; at: decide
;; want: out of bounds memory access
(func $decide (export "rg_decide") (param i32 i32) (result i64) (i64.store (i32.const 2621437) (i64.const -1)) i64.const 0)
