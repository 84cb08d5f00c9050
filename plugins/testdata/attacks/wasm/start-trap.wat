;; A start function that traps.
;; at: upload
;; want: it has a start function
(func $f unreachable)
(start $f)
