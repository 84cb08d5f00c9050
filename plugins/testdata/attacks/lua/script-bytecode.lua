-- Compiled code instead of a source.
-- at: upload
-- want: Invalid token
Lua
