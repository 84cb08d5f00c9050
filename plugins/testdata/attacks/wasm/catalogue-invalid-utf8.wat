;; Bytes that are no UTF-8, in a name.
;; at: upload
;; want: is unknown here
(func (export "rg_catalogue") (result i64) (answer "{\"\ff\fe\":1}"))
