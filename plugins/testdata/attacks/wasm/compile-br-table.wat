;; A br_table of 65,000 targets.
;; at: upload
;; want: too much work
(func (loop (br_table @65000{0 }@ (i32.const 1))))
