;; Asks for sixteen million random bytes at a time: a few instructions here, much work there.
;; at: decide
;; want: out of budget
(import "wasi_snapshot_preview1" "random_get" (func $f (param i32 i32) (result i32)))
(memory (export "memory") 256)
(func (export "rg_decide") (param i32 i32) (result i64)
  (loop (drop (call $f (i32.const 0) (i32.const 16777216))) br 0)
  unreachable)
