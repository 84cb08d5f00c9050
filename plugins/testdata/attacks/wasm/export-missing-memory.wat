;; There is a memory, but nobody may look into it.
;; at: upload
;; want: it exports no memory of the name "memory"
(without "memory")
(memory 40)
