;; An import that is known, of another type.
;; at: upload
;; want: signature mismatch
(import "wasi_snapshot_preview1" "fd_write" (func (param i64) (result i32)))
