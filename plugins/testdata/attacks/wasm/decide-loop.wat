;; A decision that never ends.
;; at: decide
;; want: out of budget
(func $decide (export "rg_decide") (param i32 i32) (result i64) (loop br 0) unreachable)
