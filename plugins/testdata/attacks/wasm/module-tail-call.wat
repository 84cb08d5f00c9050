;; A tail call goes round for ever without a stack that ends it.
;; at: upload
;; want: instruction 0x12
(func $f return_call $f)
