;; A number of a million digits.
;; at: upload
;; want: is not an integer
(func (export "rg_catalogue") (result i64) (answer "{\"api\":@1000000{9}@}"))
