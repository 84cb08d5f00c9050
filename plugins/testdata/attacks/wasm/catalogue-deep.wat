;; Lists in lists, ten thousand of them.
;; at: upload
;; want: nested deeper than 32
(func (export "rg_catalogue") (result i64) (answer "{\"api\":@10000{[}@@10000{]}@}"))
