;; Code that takes from an empty stack.
;; at: upload
;; want: cannot pop
(func $f i32.add drop)
