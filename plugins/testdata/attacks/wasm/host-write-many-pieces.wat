;; Writes two million pieces of nothing at a time.
;; at: decide
;; want: out of budget
(import "wasi_snapshot_preview1" "fd_write" (func $f (param i32 i32 i32 i32) (result i32)))
(memory (export "memory") 256)
(func (export "rg_decide") (param i32 i32) (result i64)
  (loop (drop (call $f (i32.const 1) (i32.const 1048576) (i32.const 1900000) (i32.const 8))) br 0)
  unreachable)
