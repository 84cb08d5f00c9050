-- want 10 -: remind: time is unknown here; known are every, last, times
return regulation "broken" { api = 1, lang = "en", languages = { "en" },
  clause "H-1" "Hours" {
    numbering { prefix = "H-", first = 1 },
    channel.email "a@example.kz" { free = true },
    status "new" "New" { family = "new", turn = "staff", initial = true },
  },
  clause "H-2" "Acts" {
    silence "s" "S" { since = "reply", cancel = "message",
      remind { every = hours(1), time = 1 } },
  },
}
