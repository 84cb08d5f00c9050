;; Two hundred thousand clauses of the same name.
;; at: upload
;; want: at most 1048576 are read
(memory (export "memory") 180)
(data (i32.const 3000000) "{\"clauses\":[{\"id\":\"1\",\"title\":{\"en\":\"x\"}},")
(data (i32.const 200) "{\"id\":\"2\",\"title\":{\"en\":\"x\"}}]}")
(func (export "rg_catalogue") (result i64) (local $n i32)
  (local.set $n (i32.const 30))
  (loop ;; doubles what is there
    (memory.copy (i32.add (i32.const 3000012) (local.get $n)) (i32.const 3000012) (local.get $n))
    (local.set $n (i32.add (local.get $n) (local.get $n)))
    (br_if 0 (i32.lt_u (local.get $n) (i32.const 7864320))))
  (memory.copy (i32.const 10864332) (i32.const 200) (i32.const 31))
  i64.const 12884901895864363)
