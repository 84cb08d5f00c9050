-- Parentheses in parentheses.
-- at: upload
-- want: nested deeper than 200 levels
return @5000{(}@1@5000{)}@
