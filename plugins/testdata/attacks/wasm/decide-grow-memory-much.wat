;; Asks for 4 GiB, again and again.
;; at: decide
;; want: out of budget
(func $decide (export "rg_decide") (param i32 i32) (result i64) (loop (drop (memory.grow (i32.const 65535))) br 0) unreachable)
