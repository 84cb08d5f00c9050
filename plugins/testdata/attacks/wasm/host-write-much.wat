;; Writes sixteen megabytes to the error output at a time.
;; at: decide
;; want: out of budget
(import "wasi_snapshot_preview1" "fd_write" (func $f (param i32 i32 i32 i32) (result i32)))
(memory (export "memory") 256)
(func (export "rg_decide") (param i32 i32) (result i64)
  (i32.store (i32.const 20) (i32.const 16000000)) (loop (drop (call $f (i32.const 2) (i32.const 16) (i32.const 1) (i32.const 8))) br 0)
  unreachable)
