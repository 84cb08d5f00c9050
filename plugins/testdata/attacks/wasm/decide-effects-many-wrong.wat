;; Twenty thousand effects that there are not, each of which would be a finding.
;; at: decide
;; want: at most 500 are done
(func $decide (export "rg_decide") (param i32 i32) (result i64) (answer "{\"effects\":[@20000{{\"x\":1},}@{}]}"))
