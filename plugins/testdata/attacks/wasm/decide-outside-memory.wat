;; An answer behind the memory.
;; at: decide
;; want: lies outside of its memory
(func $decide (export "rg_decide") (param i32 i32) (result i64) i64.const 0x7fffffff00000010)
