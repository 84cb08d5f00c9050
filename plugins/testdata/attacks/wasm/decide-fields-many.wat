;; Fifty thousand fields that nobody has declared.
;; at: decide
;; want: at most 262144 are read
(func $decide (export "rg_decide") (param i32 i32) (result i64) (answer "{\"effects\":[{\"set\":{@50000{\"f%d\":1,}@\"x\":1}}]}"))
