;; There is no rg_decide.
;; at: upload
;; want: it exports no function rg_decide(i32, i32) -> (i64)
(without "rg_decide")
