-- want 3 -: at the end of the file
return regulation "broken" {
