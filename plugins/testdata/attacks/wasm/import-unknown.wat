;; Calls for a function of the host.
;; at: upload
;; want: it imports env.abort
(import "env" "abort" (func $abort (param i32)))
