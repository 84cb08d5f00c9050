;; Two million lists without anything.
;; at: upload
;; want: at most 1048576 are read
(memory (export "memory") 180)
(data (i32.const 3000000) "{\"x\":[[],")
(data (i32.const 200) "[]]}")
(func (export "rg_catalogue") (result i64) (local $n i32)
  (local.set $n (i32.const 3))
  (loop ;; doubles what is there
    (memory.copy (i32.add (i32.const 3000006) (local.get $n)) (i32.const 3000006) (local.get $n))
    (local.set $n (i32.add (local.get $n) (local.get $n)))
    (br_if 0 (i32.lt_u (local.get $n) (i32.const 6291456))))
  (memory.copy (i32.const 9291462) (i32.const 200) (i32.const 4))
  i64.const 12884901894291466)
