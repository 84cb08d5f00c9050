;; Divides by zero.
;; at: decide
;; want: integer divide by zero
(func $decide (export "rg_decide") (param i32 i32) (result i64) (drop (i32.div_u (local.get 0) (i32.const 0))) i64.const 0)
