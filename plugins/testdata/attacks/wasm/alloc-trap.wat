;; There is no room.
;; at: decide
;; want: unreachable
(func (export "rg_alloc") (param i32) (result i32) unreachable)
