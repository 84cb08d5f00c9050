-- A script of three hundred thousand words.
-- at: upload
-- want: tokens
@60000{local a = 1 }@return innocent(function() end)
