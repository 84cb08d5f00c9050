;; The catalogue is words.
;; at: upload
;; want: rg_catalogue: value: no JSON
(func (export "rg_catalogue") (result i64) (answer "clauses: see the document"))
