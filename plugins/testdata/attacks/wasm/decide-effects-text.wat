;; Effects that are a text.
;; at: decide
;; want: want named values
(func $decide (export "rg_decide") (param i32 i32) (result i64) (answer "{\"effects\":\"note\"}"))
