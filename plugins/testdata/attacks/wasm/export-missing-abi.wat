;; There is no rg_abi.
;; at: upload
;; want: it exports no function rg_abi() -> (i32)
(without "rg_abi")
