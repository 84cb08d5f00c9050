;; A NUL, which databases and terminals choke on.
;; at: upload
;; want: not text without control characters
(func (export "rg_catalogue") (result i64) (answer "{\"id\":\"a\00b\"}"))
