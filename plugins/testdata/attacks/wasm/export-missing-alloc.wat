;; There is no rg_alloc.
;; at: upload
;; want: it exports no function rg_alloc(i32) -> (i32)
(without "rg_alloc")
