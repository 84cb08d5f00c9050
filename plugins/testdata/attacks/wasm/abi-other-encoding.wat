;; Another encoding than JSON.
;; at: upload
;; want: rg_abi returns 257
(func (export "rg_abi") (result i32) i32.const 257)
