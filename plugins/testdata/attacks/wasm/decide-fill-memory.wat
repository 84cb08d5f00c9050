;; One instruction that writes two megabytes, again and again.
;; at: decide
;; want: out of budget
(func $decide (export "rg_decide") (param i32 i32) (result i64) (loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 2000000)) br 0) unreachable)
