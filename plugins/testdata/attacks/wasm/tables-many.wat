;; A thousand tables.
;; at: upload
;; want: tables, at most 16 allowed
@1000{(table 100000 funcref)
}@
