;; Ten thousand effects.
;; at: decide
;; want: at most 500 are done
(func $decide (export "rg_decide") (param i32 i32) (result i64) (answer "{\"effects\":[@9999{{\"note\":{\"text\":\"hello\"}},}@{\"note\":{\"text\":\"hello\"}}]}"))
