;; Wants a global of somebody else: the fuel of another module.
;; at: upload
;; want: import
(import "env" "reglament_fuel" (global i64))
