;; A status that there is not.
;; at: decide
;; want: there is no status "paid"
(func $decide (export "rg_decide") (param i32 i32) (result i64) (answer "{\"effects\":[{\"status\":\"paid\"}]}"))
