-- expect: runtime; changes the catalogue through self
local M = { n = 0 }
function M.hook() M.n = M.n + 1 return M.n end
return M
