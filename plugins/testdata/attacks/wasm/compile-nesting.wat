;; Eleven thousand blocks in one another.
;; at: upload
;; want: too much work
(func @11000{(block }@@11000{)}@)
