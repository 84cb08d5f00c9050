;; Reaches out by sock_accept.
;; at: upload
;; want: it imports wasi_snapshot_preview1.sock_accept
(import "wasi_snapshot_preview1" "sock_accept" (func (param i32 i32 i32) (result i32)))
