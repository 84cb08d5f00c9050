-- Functions in functions.
-- at: upload
-- want: nested deeper than 200 levels
@3000{local function f() }@ @3000{end }@
