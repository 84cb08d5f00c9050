;; A function has the name of the memory.
;; at: upload
;; want: it exports no memory of the name "memory"
(memory 40)
(func (export "memory"))
