;; Exceptions are no part of the contract.
;; at: upload
;; want: instruction 0x6
(binary "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00\0a\06\01\04\00\06\40\0b")
