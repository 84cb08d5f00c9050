;; Answers at random.
;; at: never
;; want: "priority":"p
(data (i32.const 2000000) "{\"effects\":[{\"set\":{\"priority\":\"p0\"}}]}")
(func (export "rg_decide") (param i32 i32) (result i64) (local $n i32)
  (drop (call $f (i32.const 100) (i32.const 4))) (local.set $n (i32.add (i32.load8_u (i32.const 103)) (i32.const 7)))
  (i32.store8 (i32.const 2000033) (i32.add (i32.const 48) (i32.rem_u (local.get $n) (i32.const 10))))
  i64.const 8589934592000039)
(import "wasi_snapshot_preview1" "random_get" (func $f (param i32 i32) (result i32)))
