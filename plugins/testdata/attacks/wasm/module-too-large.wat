;; More than 4 MiB, nearly all of it a custom section.
;; at: upload
;; want: at most 4194304 allowed
(binary "\00asm\01\00\00\00\00\80\80\c0\02\01x@5242878{_}@")
