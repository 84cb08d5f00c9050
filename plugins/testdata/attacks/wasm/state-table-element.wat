;; Notes in a table that it was called.
;; at: never
;; want: "priority":"p0"
(table 2 funcref)
(func $f)
(elem (i32.const 1) $f)
(data (i32.const 2000000) "{\"effects\":[{\"set\":{\"priority\":\"p0\"}}]}")
(func (export "rg_decide") (param i32 i32) (result i64)
  (i32.store8 (i32.const 2000033) (i32.add (i32.const 48) (i32.rem_u (i32.eqz (ref.is_null (table.get (i32.const 0)))) (i32.const 10))))
  (table.set (i32.const 0) (ref.func $f))
  i64.const 8589934592000039)
