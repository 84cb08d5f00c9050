-- Nothing.
-- at: upload
-- want: the script must return
return nil
