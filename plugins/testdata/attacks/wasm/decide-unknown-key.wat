;; An answer with a key that there is not.
;; at: decide
;; want: "side_effects" is unknown in an answer
(func $decide (export "rg_decide") (param i32 i32) (result i64) (answer "{\"side_effects\":[]}"))
