;; Ends the program.
;; at: decide
;; want: exit_code(3)
(func $decide (export "rg_decide") (param i32 i32) (result i64) (call $exit (i32.const 3)) unreachable)
(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
