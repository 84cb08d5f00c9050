;; A module that ends within a section.
;; at: upload
;; want: 127 bytes announced, 2 left
(binary "\00asm\01\00\00\00\01\7f\60\00")
