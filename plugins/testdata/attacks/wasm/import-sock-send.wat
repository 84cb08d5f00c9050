;; Reaches out by sock_send.
;; at: upload
;; want: it imports wasi_snapshot_preview1.sock_send
(import "wasi_snapshot_preview1" "sock_send" (func (param i32 i32 i32 i32 i32) (result i32)))
