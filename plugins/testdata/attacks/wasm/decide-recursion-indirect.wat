;; Two functions call each other through a table, until there is no stack or no
;; budget left.
;; at: decide
;; want: out of budget
(func $decide (export "rg_decide") (param i32 i32) (result i64) (call_indirect (param i32 i32) (result i64) (local.get 0) (local.get 1) (i32.const 1)))
(table 2 funcref)
(elem (i32.const 0) $decide $other)
(func $other (param i32 i32) (result i64) (call_indirect (param i32 i32) (result i64) (local.get 0) (local.get 1) (i32.const 0)))
