;; A fraction.
;; at: upload
;; want: 1.5 is not an integer
(func (export "rg_catalogue") (result i64) (answer "{\"api\":1.5}"))
