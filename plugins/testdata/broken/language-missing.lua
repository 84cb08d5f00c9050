-- want 3 H-1: text "hello" is missing in kk
return regulation "broken" { api = 1, lang = "en", languages = { "en", "kk" },
  clause "H-1" { en = "Hours", kk = "Уақыт" } { text "hello" { en = "Hello" } },
}
