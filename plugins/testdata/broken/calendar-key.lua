-- want 9 -: holiday is unknown here; known are days, exceptions
return regulation "broken" { api = 1, lang = "en", languages = { "en" },
  clause "H-1" "Hours" {
    numbering { prefix = "H-", first = 1 },
    channel.email "a@example.kz" { free = true },
    status "new" "New" { family = "new", turn = "staff", initial = true },
  },
  clause "H-2" "Acts" {
    calendar "main" { zone = "Asia/Almaty", days = "mon-fri", hours = "09:00-18:00", holiday = "kz" },
  },
}
