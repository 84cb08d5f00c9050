;; Grows a table without end.
;; at: decide
;; want: out of budget
(func $decide (export "rg_decide") (param i32 i32) (result i64) (loop (drop (table.grow (ref.null func) (i32.const 100))) br 0) unreachable)
(table 1 funcref)
