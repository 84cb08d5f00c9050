;; Waits for three hundred thousand things at a time.
;; at: decide
;; want: out of budget
(import "wasi_snapshot_preview1" "poll_oneoff" (func $f (param i32 i32 i32 i32) (result i32)))
(memory (export "memory") 256)
(func (export "rg_decide") (param i32 i32) (result i64)
  (loop (drop (call $f (i32.const 64) (i32.const 64) (i32.const 340000) (i32.const 8))) br 0)
  unreachable)
