;; A text with the name of a module.
;; at: upload
;; want: not a WebAssembly module of version 1
(binary "return regulation \"x\" {}")
