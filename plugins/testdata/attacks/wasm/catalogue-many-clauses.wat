;; Two hundred thousand clauses.
;; at: upload
;; want: at most 1048576 are read
(memory (export "memory") 180)
(data (i32.const 3000000) "{\"api\":1,\"id\":\"innocent\",\"lang\":\"en\",\"languages\":[\"en\"],\"document\":{\"title\":{\"en\":\"Rules\"},\"company\":{\"en\":\"Company\"}},\"numbering\":{\"prefix\":\"R-\",\"first\":1,\"clause\":\"1\"},\"channels\":[{\"id\":\"email\",\"kind\":\"email\",\"address\":\"help@company.example\",\"free\":true,\"clause\":\"1\"}],\"statuses\":[{\"id\":\"new\",\"label\":{\"en\":\"New\"},\"family\":\"new\",\"turn\":\"staff\",\"initial\":true,\"clause\":\"1\"}],\"texts\":{\"hello\":{\"body\":{\"en\":\"Hello\"},\"clause\":\"2\"}},\"hooks\":[{\"clause\":\"2\",\"on\":[\"registered\"],\"func\":1,\"reads\":[\"status\",\"data.subject\"]}],\"clauses\":[")
(data (i32.const 200) "{\"id\":\"####\",\"title\":{\"en\":\"x\"}},")
(data (i32.const 600) "{\"id\":\"1\",\"title\":{\"en\":\"x\"}},{\"id\":\"2\",\"title\":{\"en\":\"x\"}}]}")
(func (export "rg_catalogue") (result i64) (local $n i32) (local $at i32)
  (local.set $at (i32.const 3000530))
  (loop
    (memory.copy (local.get $at) (i32.const 200) (i32.const 33))
    (i32.store8 (i32.add (local.get $at) (i32.const 7)) (i32.add (i32.const 65) (i32.rem_u (local.get $n) (i32.const 26))))
    (i32.store8 (i32.add (local.get $at) (i32.const 8)) (i32.add (i32.const 65) (i32.rem_u (i32.div_u (local.get $n) (i32.const 26)) (i32.const 26))))
    (i32.store8 (i32.add (local.get $at) (i32.const 9)) (i32.add (i32.const 65) (i32.rem_u (i32.div_u (local.get $n) (i32.const 676)) (i32.const 26))))
    (i32.store8 (i32.add (local.get $at) (i32.const 10)) (i32.add (i32.const 65) (i32.div_u (local.get $n) (i32.const 17576))))
    (local.set $at (i32.add (local.get $at) (i32.const 33)))
    (local.set $n (i32.add (local.get $n) (i32.const 1)))
    (br_if 0 (i32.lt_u (local.get $n) (i32.const 200000))))
  (memory.copy (local.get $at) (i32.const 600) (i32.const 61))
  i64.const 12884901894600591)
