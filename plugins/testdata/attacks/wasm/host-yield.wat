;; Gives way without end.
;; at: decide
;; want: out of budget
(import "wasi_snapshot_preview1" "sched_yield" (func $f (param ) (result i32)))
(memory (export "memory") 256)
(func (export "rg_decide") (param i32 i32) (result i64)
  (loop (drop (call $f)) br 0)
  unreachable)
