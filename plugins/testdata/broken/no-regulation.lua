-- want 0 -: the script must return regulation "id" { ... }
return 5
