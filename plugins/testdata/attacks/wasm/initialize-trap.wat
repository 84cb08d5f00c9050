;; _initialize traps.
;; at: upload
;; want: _initialize: unreachable
(func (export "_initialize") unreachable)
