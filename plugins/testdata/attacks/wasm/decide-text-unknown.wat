;; A text that there is not.
;; at: decide
;; want: there is no text "bye"
(func $decide (export "rg_decide") (param i32 i32) (result i64) (answer "{\"effects\":[{\"note\":{\"text\":\"bye\"}}]}"))
