;; A section's length that does not end.
;; at: upload
;; want: does not fit
(binary "\00asm\01\00\00\00\01\80\80\80\80\80\80\80\80\80\80\80\01")
