;; _initialize grows the memory without end.
;; at: upload
;; want: _initialize: it has used up its budget
(func (export "_initialize") (loop (drop (memory.grow (i32.const 1))) br 0))
