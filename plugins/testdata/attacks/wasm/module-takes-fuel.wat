;; Exports a global under the name of the fuel, to be given its own.
;; at: upload
;; want: reserved name
(global (export "reglament_fuel") (mut i64) (i64.const 0))
