-- expect: syntax; is not text
Lua@100{Q}@
