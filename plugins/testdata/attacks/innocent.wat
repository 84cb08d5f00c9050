;; What a module needs besides its attack: each attack that has no export of one
;; of these names is given this one.
(memory (export "memory") 40)
(func (export "rg_abi") (result i32) i32.const 1)
(func (export "rg_alloc") (param i32) (result i32) i32.const 1024)
(func (export "rg_catalogue") (result i64) (answer file "innocent.json"))
(func (export "rg_decide") (param i32 i32) (result i64) (answer "{\"effects\":[{\"set\":{\"priority\":\"high\"}},{\"note\":{\"text\":\"hello\"}}]}"))
