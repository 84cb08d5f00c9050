-- want 3 -: statuses must stand within a clause
return regulation "broken" { api = 1, lang = "en",
  status "new" "New" {},
}
