-- want 9 H-2: "3 hours" does not say whether by the clock or in working time
return regulation "broken" { api = 1, lang = "en", languages = { "en" },
  clause "H-1" "Hours" {
    numbering { prefix = "H-", first = 1 },
    channel.email "a@example.kz" { free = true },
    status "new" "New" { family = "new", turn = "staff", initial = true },
  },
  clause "H-2" "Acts" {
    promise "p" "P" { since = "registered", met = "reply", within = "3 hours" },
  },
}
