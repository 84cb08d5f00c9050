;; The catalogue traps.
;; at: upload
;; want: rg_catalogue: unreachable
(func (export "rg_catalogue") (result i64) unreachable)
