-- Tables in tables.
-- at: upload
-- want: nested deeper than 200 levels
return @5000{{}@@5000{ } }@
