;; There is no rg_catalogue.
;; at: upload
;; want: it exports no function rg_catalogue() -> (i64)
(without "rg_catalogue")
