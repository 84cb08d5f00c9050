;; Spends nearly all of the budget before the decision, which has one of its own.
;; at: decide
;; want: out of budget
(func (export "rg_alloc") (param i32) (result i32) (local $n i32) (local.set $n (i32.const 1500000)) (loop (local.set $n (i32.sub (local.get $n) (i32.const 1))) (br_if 0 (local.get $n))) i32.const 1024)
(func (export "rg_decide") (param i32 i32) (result i64) (local $n i32) (local.set $n (i32.const 800000)) (loop (local.set $n (i32.sub (local.get $n) (i32.const 1))) (br_if 0 (local.get $n))) (answer "{}"))
