;; A field of ten million characters.
;; at: decide
;; want: at most 262144 are read
(func $decide (export "rg_decide") (param i32 i32) (result i64) (drop (memory.grow (i32.const 200))) (memory.copy (i32.const 2700000) (i32.const 200) (i32.const 29)) (memory.fill (i32.const 2700029) (i32.const 97) (i32.const 10000000)) (memory.copy (i32.const 12700029) (i32.const 300) (i32.const 4)) (i64.or (i64.shl (i64.const 2700000) (i64.const 32)) (i64.const 10000033)))
(data (i32.const 200) "{\"effects\":[{\"set\":{\"note\":\"")
(data (i32.const 300) "\"}}]")
