;; _initialize does not end.
;; at: upload
;; want: _initialize: it has used up its budget
(func (export "_initialize") (loop br 0))
