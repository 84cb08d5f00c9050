;; The catalogue is a list.
;; at: upload
;; want: want an object
(func (export "rg_catalogue") (result i64) (answer "[]"))
