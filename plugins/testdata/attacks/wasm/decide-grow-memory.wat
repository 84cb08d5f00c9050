;; Grows the memory a page at a time, and does not stop when there is no more.
;; at: decide
;; want: out of budget
(func $decide (export "rg_decide") (param i32 i32) (result i64) (loop (drop (memory.grow (i32.const 1))) br 0) unreachable)
