;; A component, as other tools make them, is no module.
;; at: upload
;; want: version
(binary "\00asm\0d\00\01\00")
