;; Two thousand exports of one function.
;; at: upload
;; want: at most 1000
@2000{(func (export "f%d"))
}@
