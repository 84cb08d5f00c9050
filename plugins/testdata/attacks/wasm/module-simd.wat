;; SIMD is no part of the contract.
;; at: upload
;; want: instruction
(func v128.const_zero drop)
