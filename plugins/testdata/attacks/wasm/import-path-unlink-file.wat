;; Reaches out by path_unlink_file.
;; at: upload
;; want: it imports wasi_snapshot_preview1.path_unlink_file
(import "wasi_snapshot_preview1" "path_unlink_file" (func (param i32 i32 i32) (result i32)))
