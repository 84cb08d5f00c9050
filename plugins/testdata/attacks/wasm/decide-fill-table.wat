;; Fills a large table, again and again.
;; at: decide
;; want: out of budget
(func $decide (export "rg_decide") (param i32 i32) (result i64) (loop (table.fill (i32.const 0) (ref.null func) (i32.const 100000)) br 0) unreachable)
(table 100000 funcref)
