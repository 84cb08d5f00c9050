;; Calls a function as what it is not.
;; at: decide
;; want: indirect call type mismatch
(func $decide (export "rg_decide") (param i32 i32) (result i64) (call_indirect (result i64) (i32.const 0)))
(table 1 funcref)
(elem (i32.const 0) $decide)
