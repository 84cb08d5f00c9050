;; Two memories.
;; at: upload
;; want: 2 memories, at most 1 allowed
(memory 1)
