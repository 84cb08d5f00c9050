;; A file without anything.
;; at: upload
;; want: not a WebAssembly module of version 1
(binary "")
