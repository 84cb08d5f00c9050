;; An effect that there is not.
;; at: decide
;; want: "grant" is unknown here
(func $decide (export "rg_decide") (param i32 i32) (result i64) (answer "{\"effects\":[{\"grant\":\"admin\"}]}"))
