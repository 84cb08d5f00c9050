;; As many objects as an answer holds.
;; at: decide
;; want: at most 262144 are read
(func $decide (export "rg_decide") (param i32 i32) (result i64) (answer "{\"effects\":[@140000{{\"\":1},}@{}]}"))
