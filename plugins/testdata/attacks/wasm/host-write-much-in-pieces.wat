;; Writes the same sixteen megabytes to the error output ten thousand times at once.
;; at: decide
;; want: out of budget
(import "wasi_snapshot_preview1" "fd_write" (func $f (param i32 i32 i32 i32) (result i32)))
(memory (export "memory") 256)
(func (export "rg_decide") (param i32 i32) (result i64)
  (local $n i32) (local.set $n (i32.const 80000)) (loop (i32.store (i32.add (local.get $n) (i32.const 4)) (i32.const 16000000)) (local.set $n (i32.sub (local.get $n) (i32.const 8))) (br_if 0 (local.get $n)))
  (loop (drop (call $f (i32.const 2) (i32.const 8) (i32.const 10000) (i32.const 0))) br 0)
  unreachable)
