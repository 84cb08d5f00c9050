;; Two catalogues.
;; at: upload
;; want: something stands behind the value
(func (export "rg_catalogue") (result i64) (answer "{}{}"))
