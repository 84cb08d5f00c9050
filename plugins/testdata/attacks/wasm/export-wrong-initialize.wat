;; An _initialize that wants something.
;; at: upload
;; want: _initialize must be a function
(func (export "_initialize") (param i32))
