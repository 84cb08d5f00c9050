;; The start function runs for each instance, and nearly uses up what uploading
;; may cost. The table makes each decision need an instance of its own, so that a
;; decision costs a hundred times its budget.
;; at: upload
;; want: it has a start function
(table 1 funcref)
(func $f (local $n i32)
  (local.set $n (i32.const 100000000))
  (loop (local.set $n (i32.sub (local.get $n) (i32.const 1))) (br_if 0 (local.get $n))))
(start $f)
(func (table.set (i32.const 0) (ref.null func)))
