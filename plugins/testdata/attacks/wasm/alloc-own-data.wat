;; Room where its own answer lies.
;; at: decide
;; want: its answer is no JSON
(func (export "rg_alloc") (param i32) (result i32) i32.const 32768)
(func (export "rg_decide") (param i32 i32) (result i64) i64.const 0x800000000030)
