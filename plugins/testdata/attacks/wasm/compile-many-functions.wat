;; Sixty thousand functions.
;; at: upload
;; want: at most 50000 allowed
@60000{(func)
}@
