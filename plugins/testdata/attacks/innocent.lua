local function innocent(hook) return regulation "innocent" { api = 1, lang = "en", languages = { "en" },
  document { title = { en = "Rules" }, company = { en = "Company" } },
  clause "1" "Requests" {
    numbering { prefix = "R-", first = 1 },
    channel.email "help@company.example" { free = true },
    status "new" "New" { family = "new", turn = "staff", initial = true },
  },
  clause "2" "Hook" { text "hello" "Hello", on "registered" (hook) },
} end
