-- want 9 -: days = "mon-fryday"; a day is one of mon, tue
return regulation "broken" { api = 1, lang = "en", languages = { "en" },
  clause "H-1" "Hours" {
    numbering { prefix = "H-", first = 1 },
    channel.email "a@example.kz" { free = true },
    status "new" "New" { family = "new", turn = "staff", initial = true },
  },
  clause "H-2" "Acts" {
    calendar "main" { zone = "Asia/Almaty", days = "mon-fryday", hours = "09:00-18:00" },
  },
}
