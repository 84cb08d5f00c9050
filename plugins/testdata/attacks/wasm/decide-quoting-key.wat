;; An unknown key of control characters, which grow when they are quoted.
;; at: decide
;; want: at most 262144 are read
(func $decide (export "rg_decide") (param i32 i32) (result i64) (answer "{\"@150000{\\u0001}@\":[]}"))
