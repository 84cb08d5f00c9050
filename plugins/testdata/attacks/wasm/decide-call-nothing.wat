;; Calls an element of a table that holds nothing.
;; at: decide
;; want: invalid table access
(func $decide (export "rg_decide") (param i32 i32) (result i64) (call_indirect (result i64) (i32.const 0)))
(table 1 funcref)
