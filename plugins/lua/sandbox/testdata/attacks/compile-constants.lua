-- expect: limit; uses very many constants in one function
local t = {}
@24000{t = 'c%d'
}@
