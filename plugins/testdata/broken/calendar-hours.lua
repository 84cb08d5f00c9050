-- want 9 H-2: want a string, not the number 9
return regulation "broken" { api = 1, lang = "en", languages = { "en" },
  clause "H-1" "Hours" {
    numbering { prefix = "H-", first = 1 },
    channel.email "a@example.kz" { free = true },
    status "new" "New" { family = "new", turn = "staff", initial = true },
  },
  clause "H-2" "Acts" {
    calendar "main" { zone = "Asia/Almaty", days = "mon-fri", hours = { 9 } },
  },
}
