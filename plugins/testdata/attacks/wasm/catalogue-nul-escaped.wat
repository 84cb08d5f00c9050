;; An escaped NUL.
;; at: upload
;; want: the regulation does not say how tickets are numbered
(func (export "rg_catalogue") (result i64) (answer "{\"id\":\"a\\u0000b\"}"))
