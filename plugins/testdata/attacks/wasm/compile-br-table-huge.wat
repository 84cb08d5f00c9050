;; A br_table of a hundred thousand targets.
;; at: upload
;; want: at most 65520 allowed
(func (loop (br_table @100000{0 }@ (i32.const 1))))
