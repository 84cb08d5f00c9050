;; The catalogue is null.
;; at: upload
;; want: want an object
(func (export "rg_catalogue") (result i64) (answer "null"))
