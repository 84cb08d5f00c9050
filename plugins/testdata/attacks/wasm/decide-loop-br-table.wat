;; A loop whose way back is one of many.
;; at: decide
;; want: out of budget
(func $decide (export "rg_decide") (param i32 i32) (result i64) (loop (br_table 0 0 0 (i32.const 1))) unreachable)
