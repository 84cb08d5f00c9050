;; All memory that is allowed, from the beginning and written to: the most that a
;; tenant can hold for good.
;; at: never
;; want: "priority":"high"
(memory (export "memory") 256)
(func (export "_initialize") (memory.fill (i32.const 3145728) (i32.const 1) (i32.const 13631488)))
