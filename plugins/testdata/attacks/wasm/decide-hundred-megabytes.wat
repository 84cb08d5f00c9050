;; An answer of 100 MB.
;; at: decide
;; want: at most 262144 are read
(func $decide (export "rg_decide") (param i32 i32) (result i64) i64.const 100000000)
