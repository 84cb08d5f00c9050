-- The script does not end.
-- at: upload
-- want: the script used up its 5000000 steps
while true do end
