;; Reads behind the end of the memory.
;; at: decide
;; want: out of bounds memory access
(func $decide (export "rg_decide") (param i32 i32) (result i64) (drop (i32.load (i32.const -4))) i64.const 0)
