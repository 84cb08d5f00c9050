;; A million objects of one member: a few bytes each in JSON, hundreds in memory.
;; at: upload
;; want: at most 1048576 are read
(memory (export "memory") 180)
(data (i32.const 3000000) "{\"x\":[{\"\":1},")
(data (i32.const 200) "0]}")
(func (export "rg_catalogue") (result i64) (local $n i32)
  (local.set $n (i32.const 7))
  (loop ;; doubles what is there
    (memory.copy (i32.add (i32.const 3000006) (local.get $n)) (i32.const 3000006) (local.get $n))
    (local.set $n (i32.add (local.get $n) (local.get $n)))
    (br_if 0 (i32.lt_u (local.get $n) (i32.const 7340032))))
  (memory.copy (i32.const 10340038) (i32.const 200) (i32.const 3))
  i64.const 12884901895340041)
