;; Makes an integer of what is no number.
;; at: decide
;; want: invalid conversion to integer
(func $decide (export "rg_decide") (param i32 i32) (result i64) (drop (i32.trunc_f32_s (f32.sqrt (f32.convert_i32_s (i32.const -1))))) i64.const 0)
