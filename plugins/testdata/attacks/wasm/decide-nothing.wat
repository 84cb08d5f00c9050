;; Answers with nothing.
;; at: decide
;; want: its answer is no JSON
(func $decide (export "rg_decide") (param i32 i32) (result i64) i64.const 0)
