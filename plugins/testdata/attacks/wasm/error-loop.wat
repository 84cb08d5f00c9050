;; Last words without end.
;; at: decide
;; want: unreachable
(func (export "rg_decide") (param i32 i32) (result i64) unreachable)
(func $error (export "rg_error") (result i64) (loop br 0) unreachable)
