;; Answers with the effects alone.
;; at: decide
;; want: its answer is not an object
(func $decide (export "rg_decide") (param i32 i32) (result i64) (answer "[{\"note\":{\"text\":\"hello\"}}]"))
