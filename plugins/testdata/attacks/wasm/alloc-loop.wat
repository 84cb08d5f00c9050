;; Room that is looked for without end.
;; at: decide
;; want: out of budget
(func (export "rg_alloc") (param i32) (result i32) (loop br 0) unreachable)
