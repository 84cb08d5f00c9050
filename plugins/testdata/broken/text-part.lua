-- want 9 -: text: boody is unknown here; known are body, subject
return regulation "broken" { api = 1, lang = "en", languages = { "en" },
  clause "H-1" "Hours" {
    numbering { prefix = "H-", first = 1 },
    channel.email "a@example.kz" { free = true },
    status "new" "New" { family = "new", turn = "staff", initial = true },
  },
  clause "H-2" "Acts" {
    text "a" { en = { subject = "A", boody = "B" } },
  },
}
