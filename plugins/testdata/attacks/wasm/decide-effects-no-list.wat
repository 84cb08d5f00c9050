;; Effects that are an object stand for a list of one, as everywhere.
;; at: never
;; want: "name":"hello"
(func $decide (export "rg_decide") (param i32 i32) (result i64) (answer "{\"effects\":{\"note\":{\"text\":\"hello\"}}}"))
