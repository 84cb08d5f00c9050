;; Waits for input that never comes, an hour at a time.
;; at: decide
;; want: out of budget
(import "wasi_snapshot_preview1" "poll_oneoff" (func $f (param i32 i32 i32 i32) (result i32)))
(memory (export "memory") 256)
(func (export "rg_decide") (param i32 i32) (result i64)
  (local $n i32) (i32.store8 (i32.const 72) (i32.const 1)) (i64.store (i32.const 136) (i64.const 3600000000000)) (loop (drop (call $f (i32.const 64) (i32.const 1024) (i32.const 2) (i32.const 8))) br 0)
  unreachable)
