;; Four hundred thousand members that the catalogue does not know.
;; at: upload
;; want: at most 1048576 are read
(memory (export "memory") 180)
(data (i32.const 3000000) "{")
(data (i32.const 200) "\"####\":1,")
(data (i32.const 600) "\"x\":0}")
(func (export "rg_catalogue") (result i64) (local $n i32) (local $at i32)
  (local.set $at (i32.const 3000001))
  (loop
    (memory.copy (local.get $at) (i32.const 200) (i32.const 9))
    (i32.store8 (i32.add (local.get $at) (i32.const 1)) (i32.add (i32.const 65) (i32.rem_u (local.get $n) (i32.const 26))))
    (i32.store8 (i32.add (local.get $at) (i32.const 2)) (i32.add (i32.const 65) (i32.rem_u (i32.div_u (local.get $n) (i32.const 26)) (i32.const 26))))
    (i32.store8 (i32.add (local.get $at) (i32.const 3)) (i32.add (i32.const 65) (i32.rem_u (i32.div_u (local.get $n) (i32.const 676)) (i32.const 26))))
    (i32.store8 (i32.add (local.get $at) (i32.const 4)) (i32.add (i32.const 65) (i32.div_u (local.get $n) (i32.const 17576))))
    (local.set $at (i32.add (local.get $at) (i32.const 9)))
    (local.set $n (i32.add (local.get $n) (i32.const 1)))
    (br_if 0 (i32.lt_u (local.get $n) (i32.const 400000))))
  (memory.copy (local.get $at) (i32.const 600) (i32.const 6))
  i64.const 12884901891600007)
