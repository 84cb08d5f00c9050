;; Threads are no part of the contract.
;; at: upload
;; want: instruction
(func (i32.atomic.load (i32.const 0)) drop)
