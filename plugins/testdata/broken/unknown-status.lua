-- want 9 H-2: act take leads to "nowhere", which is no status
return regulation "broken" { api = 1, lang = "en", languages = { "en" },
  clause "H-1" "Hours" {
    numbering { prefix = "H-", first = 1 },
    channel.email "a@example.kz" { free = true },
    status "new" "New" { family = "new", turn = "staff", initial = true },
  },
  clause "H-2" "Acts" {
    may.take "Take" { roles = "staff", to = "nowhere" },
  },
}
