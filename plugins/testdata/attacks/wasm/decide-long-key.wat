;; An unknown key of a million characters, which the message would repeat.
;; at: decide
;; want: at most 262144 are read
(func $decide (export "rg_decide") (param i32 i32) (result i64) (answer "{\"@1000000{x}@\":[]}"))
