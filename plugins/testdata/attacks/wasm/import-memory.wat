;; Wants a memory of somebody else.
;; at: upload
;; want: import
(import "env" "memory" (memory 1))
(without "memory")
