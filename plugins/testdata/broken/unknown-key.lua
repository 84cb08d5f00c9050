-- want 10 H-2: "colour" is unknown here; known are
return regulation "broken" { api = 1, lang = "en", languages = { "en" },
  clause "H-1" "Hours" {
    numbering { prefix = "H-", first = 1 },
    channel.email "a@example.kz" { free = true },
    status "new" "New" { family = "new", turn = "staff", initial = true },
  },
  clause "H-2" "Acts" {
    may.take "Take" { roles = "staff" },
    may.hold "Hold" { roles = "staff", colour = "red" },
  },
}
