;; Writes into the memory that it has grown by, where the next call would read it.
;; at: never
;; want: "priority":"p1"
(data (i32.const 2000000) "{\"effects\":[{\"set\":{\"priority\":\"p0\"}}]}")
(func (export "rg_decide") (param i32 i32) (result i64) (local $n i32)
  (drop (memory.grow (i32.const 1))) (i32.store (i32.const 2621440) (local.tee $n (i32.add (i32.load (i32.const 2621440)) (i32.const 1))))
  (i32.store8 (i32.const 2000033) (i32.add (i32.const 48) (i32.rem_u (local.get $n) (i32.const 10))))
  i64.const 8589934592000039)
