;; A function of 200,000 instructions.
;; at: upload
;; want: bytes of a function body
(func @200000{(drop (i32.const 1))}@)
