-- want 9 -: promises: no effect can stand here
return regulation "broken" { api = 1, lang = "en", languages = { "en" },
  clause "H-1" "Hours" {
    numbering { prefix = "H-", first = 1 },
    channel.email "a@example.kz" { free = true },
    status "new" "New" { family = "new", turn = "staff", initial = true },
  },
  clause "H-2" "Acts" {
    promise "p" "P" { since = "registered", met = "reply", within = hours(1), move "new" },
  },
}
