;; Last words that are no UTF-8 and hold a NUL.
;; at: decide
;; want: unreachable
(func (export "rg_decide") (param i32 i32) (result i64) unreachable)
(func $error (export "rg_error") (result i64) (answer "\ff\fe\00 out of paper"))
