;; Reaches out by path_open.
;; at: upload
;; want: it imports wasi_snapshot_preview1.path_open
(import "wasi_snapshot_preview1" "path_open" (func (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
