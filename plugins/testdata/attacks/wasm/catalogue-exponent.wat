;; An integer written as a fraction.
;; at: upload
;; want: 1e3 is not an integer
(func (export "rg_catalogue") (result i64) (answer "{\"api\":1e3}"))
