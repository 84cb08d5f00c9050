;; A start function without end, which runs before anything is called.
;; at: upload
;; want: it has a start function
(func $f (loop br 0))
(start $f)
