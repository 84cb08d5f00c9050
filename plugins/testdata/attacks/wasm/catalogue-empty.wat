;; The catalogue is an object without anything.
;; at: upload
;; want: the regulation has no id
(func (export "rg_catalogue") (result i64) (answer "{}"))
