;; Traps.
;; at: decide
;; want: unreachable
(func $decide (export "rg_decide") (param i32 i32) (result i64) unreachable)
