;; Last words behind the memory.
;; at: decide
;; want: unreachable
(func (export "rg_decide") (param i32 i32) (result i64) unreachable)
(func $error (export "rg_error") (result i64) i64.const 0x7fffffff00000010)
