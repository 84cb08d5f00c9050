;; Answers with words.
;; at: decide
;; want: its answer is no JSON
(func $decide (export "rg_decide") (param i32 i32) (result i64) (answer "yes, please"))
