;; Imports a function of another module without a name, such as a neighbour's.
;; at: upload
;; want: empty module name
(import "" "rg_decide" (func (param i32 i32) (result i64)))
