;; Last words that look like a line of a log, a colour and a place in another's file.
;; at: decide
;; want: unreachable
(func (export "rg_decide") (param i32 i32) (result i64) unreachable)
(func $error (export "rg_error") (result i64) (answer "ok\n2026-11-23 ERROR other tenant: \1b[31mall is lost"))
