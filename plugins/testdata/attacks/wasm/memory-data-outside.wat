;; A text that lies behind the memory.
;; at: upload
;; want: data
(data (i32.const 2621430) "a text that lies behind")
