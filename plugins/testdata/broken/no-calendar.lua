-- want 9 H-2: 3wh needs a calendar, and there is no calendar "main"
return regulation "broken" { api = 1, lang = "en", languages = { "en" },
  clause "H-1" "Hours" {
    numbering { prefix = "H-", first = 1 },
    channel.email "a@example.kz" { free = true },
    status "new" "New" { family = "new", turn = "staff", initial = true },
  },
  clause "H-2" "Acts" {
    promise "p" "P" { since = "registered", met = "reply", within = working.hours(3), calendar = "main" },
  },
}
